import { expect, it } from 'vitest'
import { goOverAtOnce } from '../../client/parts/at-once.ts'

/** A box that has just been tapped, of something that was off. */
function tapped() {
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.checked = true
  let arrive = () => {}
  const answer = new Promise<void>((resolve) => (arrive = resolve))
  return { box, answer, arrive: () => arrive() }
}

it('stays over while the server is asked, and after it was kept', async () => {
  const { box, answer, arrive } = tapped()
  let isOn = false
  const over = goOverAtOnce(
    box,
    () => isOn,
    async (wanted) => {
      await answer
      isOn = wanted
    },
  )
  expect(box.checked).toBe(true)
  arrive()
  await over
  expect(box.checked).toBe(true)
})

it('goes back where it was not kept', async () => {
  const { box, answer, arrive } = tapped()
  const over = goOverAtOnce(
    box,
    () => false,
    () => answer,
  )
  expect(box.checked).toBe(true)
  arrive()
  await over
  expect(box.checked).toBe(false)
})
