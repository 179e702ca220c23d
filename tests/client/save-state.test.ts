import { render, screen } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import SaveState from '../../client/parts/SaveState.svelte'
import type { SaveStatus } from '../../client/parts/save-words.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function draw(kind: SaveStatus['kind']) {
  const { rerender, container } = render(SaveState, { status: { kind } })
  const spoken = () => screen.getByRole('status').textContent
  const shown = () => container.querySelector('.save')!.textContent.trim()
  const say = (status: SaveStatus) => rerender({ status })
  return { say, spoken, shown }
}

describe('SaveState', () => {
  it('says nothing where what was written in has ended', async () => {
    const { say, spoken } = draw('saved')
    await say({ kind: 'ended' })
    expect(document.querySelector('.save')).toBeNull()
    expect(spoken()).toBe('')
  })

  it('shows the four words', async () => {
    const { say, shown } = draw('saved')
    expect(shown()).toBe('Saved')
    await say({ kind: 'saving' })
    expect(shown()).toBe('Saving')
    await say({ kind: 'offline' })
    expect(shown()).toBe('Offline, safe on this device')
    await say({ kind: 'offline', count: 1 })
    expect(shown()).toBe('Offline — 1 change safe on this device, will sync')
    await say({ kind: 'offline', count: 4 })
    expect(shown()).toBe('Offline — 4 changes safe on this device, will sync')
    await say({ kind: 'not-saved' })
    expect(shown()).toBe('Not saved. Copy your text')
  })

  it('says nothing of what is found on opening', async () => {
    const { spoken } = draw('saved')
    await vi.advanceTimersByTimeAsync(5000)
    expect(spoken()).toBe('')
  })

  it('does not speak while somebody types and each change is soon saved', async () => {
    const { say, spoken } = draw('saved')
    for (let edit = 0; edit < 10; edit++) {
      await say({ kind: 'saving' })
      await vi.advanceTimersByTimeAsync(300)
      await say({ kind: 'saved' })
      await vi.advanceTimersByTimeAsync(300)
      expect(spoken()).toBe('')
    }
  })

  it('says Saving once it lasts 800 ms, and then what became of it', async () => {
    const { say, spoken } = draw('saved')
    await say({ kind: 'saving' })
    await vi.advanceTimersByTimeAsync(799)
    expect(spoken()).toBe('')
    await vi.advanceTimersByTimeAsync(1)
    expect(spoken()).toBe('Saving')
    await say({ kind: 'saved' })
    expect(spoken()).toBe('Saved')
  })

  it('says at once that the promise is another, but not each further change', async () => {
    const { say, spoken } = draw('saved')
    await say({ kind: 'offline', count: 1 })
    expect(spoken()).toBe('Offline, safe on this device')
    await say({ kind: 'offline', count: 2 })
    expect(spoken()).toBe('Offline, safe on this device')
    await say({ kind: 'not-saved', reason: 'The plan was finished meanwhile.' })
    expect(spoken()).toBe('Not saved. Copy your text')
  })

  it('gives the copy button with the one alarm', async () => {
    const oncopy = vi.fn()
    render(SaveState, { status: { kind: 'not-saved', reason: 'The disk is full.' }, oncopy })
    screen.getByRole('button', { name: 'Copy your text' }).click()
    expect(oncopy).toHaveBeenCalledOnce()
    expect(screen.getByText('The disk is full.')).toBeTruthy()
  })
})
