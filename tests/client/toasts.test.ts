import { fireEvent, render, screen } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import ToastRegion from '../../client/parts/ToastRegion.svelte'
import { Toasts } from '../../client/parts/toasts.svelte.ts'

let toasts: Toasts

beforeEach(() => {
  vi.useFakeTimers()
  toasts = new Toasts()
  render(ToastRegion, { from: toasts })
})
afterEach(() => vi.useRealTimers())

const region = () => screen.getByRole('status')

describe('a toast', () => {
  it('is there for eight seconds, one at a time', async () => {
    toasts.show('Stage removed.')
    await tick()
    expect(region().textContent).toContain('Stage removed.')
    await vi.advanceTimersByTimeAsync(5_000)
    toasts.show('Stage moved.')
    await vi.advanceTimersByTimeAsync(7_999)
    expect(region().textContent.trim()).toBe('Stage moved.')
    await vi.advanceTimersByTimeAsync(1)
    await tick()
    expect(region().textContent.trim()).toBe('')
  })

  it('does not leave while a hand or the focus is on it', async () => {
    toasts.show('Stage removed.')
    await fireEvent.pointerEnter(region())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(toasts.current?.words).toBe('Stage removed.')
    await fireEvent.pointerLeave(region())
    await vi.advanceTimersByTimeAsync(8_000)
    expect(toasts.current).toBeNull()
  })

  it('undoes once', async () => {
    const undo = vi.fn()
    toasts.show('Stage removed.', undo)
    await tick()
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(undo).toHaveBeenCalledOnce()
    expect(toasts.current).toBeNull()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('stays after a failure until it is closed', async () => {
    toasts.fail('The link was not made.')
    await tick()
    await fireEvent.pointerEnter(region())
    await fireEvent.pointerLeave(region())
    await vi.advanceTimersByTimeAsync(600_000)
    expect(region().textContent).toContain('The link was not made.')
    await fireEvent.click(screen.getByRole('button', { name: 'Close this message' }))
    expect(toasts.current).toBeNull()
  })
})
