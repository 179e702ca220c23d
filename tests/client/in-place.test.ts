import { fireEvent, render, screen } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, expect, it, vi } from 'vitest'
import InPlace from '../../client/parts/InPlace.svelte'
import { toasts } from '../../client/parts/toasts.svelte.ts'

afterEach(() => toasts.close())

/** A field that is open, with words in it that are not saved. */
async function write(words: string, onsave: (text: string) => Promise<void>) {
  const { unmount } = render(InPlace, {
    value: 'As it was',
    label: 'Question',
    maxlength: 200,
    onsave,
  })
  await fireEvent.click(screen.getByRole('button'))
  const field = await screen.findByRole('textbox')
  await fireEvent.input(field, { target: { value: words } })
  await tick()
  return { field, unmount }
}

it('saves what was being written when its page goes', async () => {
  const onsave = vi.fn(() => Promise.resolve())
  const { unmount } = await write('Why two numbers?', onsave)
  unmount()
  await vi.waitFor(() => expect(onsave).toHaveBeenCalledExactlyOnceWith('Why two numbers?'))
  await tick()
  expect(toasts.current).toBeNull()
})

it('gives the words back when they cannot be saved any more', async () => {
  const long = `Why ${'two numbers '.repeat(12)}`.trim()
  const { unmount } = await write(long, () => Promise.reject(new Error('It is gone.')))
  unmount()
  await vi.waitFor(() => expect(toasts.current?.copy).toBe(long))
  expect(toasts.current?.words).toMatch(/^Not saved: “Why two numbers .*…”$/)
  expect(toasts.current?.failed).toBe(true)
})

it('says nothing of words that were given up, or are as they were', async () => {
  const onsave = vi.fn(() => Promise.reject(new Error('It is gone.')))
  const first = await write('Something else', onsave)
  await fireEvent.keyDown(first.field, { key: 'Escape' })
  first.unmount()
  const second = await write('As it was', onsave)
  second.unmount()
  await tick()
  expect(onsave).not.toHaveBeenCalled()
  expect(toasts.current).toBeNull()
})
