import { flushSync } from 'svelte'
import { expect, it } from 'vitest'
import { Sending } from '../../client/api/sending.svelte.ts'
import { AppError } from '../../shared/errors.ts'

const refuse = (fields?: Record<string, string>) => () =>
  Promise.reject(new AppError('invalid', 'Something is missing.', fields))

it('sends one thing at a time, and is free again afterwards', async () => {
  const sending = new Sending()
  let finish = () => {}
  let sent = 0
  const first = sending.send(() => {
    sent += 1
    return new Promise<void>((resolve) => (finish = resolve))
  })
  expect(sending.isBusy).toBe(true)
  expect(await sending.send(() => Promise.resolve((sent += 1)))).toBe(false)
  finish()
  expect(await first).toBe(true)
  expect([sent, sending.isBusy]).toEqual([1, false])
  expect(await sending.send(() => Promise.resolve((sent += 1)))).toBe(true)
})

it('says why it was refused: at the fields the server names, else below them', async () => {
  const sending = new Sending()
  expect(await sending.send(refuse({ name: 'Write a name.' }))).toBe(false)
  expect(sending.fields).toEqual({ name: 'Write a name.' })
  expect([sending.sentence, sending.problem]).toEqual(['', 'Something is missing.'])
  expect([sending.at('name'), sending.at('mail')]).toEqual([
    'Write a name.',
    'Something is missing.',
  ])
  await sending.send(refuse())
  expect(sending.sentence).toBe('Something is missing.')
})

it('forgets what was wrong before when it is sent again', async () => {
  const sending = new Sending()
  await sending.send(refuse({ name: 'Write a name.' }))
  const again = sending.send(() => Promise.resolve())
  expect([sending.fields, sending.problem, sending.at('name')]).toEqual([{}, '', undefined])
  await again
})

it('sends nothing while fields need something', () => {
  const sending = new Sending()
  expect(sending.misses({ name: 'Write a name.' })).toBe(true)
  expect(sending.at('name')).toBe('Write a name.')
  expect(sending.misses({})).toBe(false)
  expect(sending.at('name')).toBeUndefined()
})

it('tells whoever asks why, before it is free again, and draws anew', async () => {
  const sending = new Sending()
  const drawn: string[] = []
  const stop = $effect.root(() => {
    $effect(() => void drawn.push(`${sending.isBusy} ${sending.problem}`))
  })
  flushSync()
  let heard: unknown
  await sending.send(refuse(), (error) => {
    heard = error
    expect(sending.isBusy).toBe(true)
    sending.problem += ' Your words are still here.'
  })
  flushSync()
  expect((heard as AppError).code).toBe('invalid')
  expect(drawn.at(-1)).toBe('false Something is missing. Your words are still here.')
  stop()
})
