import { cleanup, fireEvent, render, screen } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, describe, expect, it } from 'vitest'
import InPlace from '../../client/parts/InPlace.svelte'

afterEach(cleanup)

function draw(onsave: (text: string) => Promise<void> = async () => {}) {
  return render(InPlace, { value: 'Year 4', label: 'Year group', maxlength: 200, onsave })
}

async function open(): Promise<HTMLTextAreaElement> {
  await fireEvent.click(screen.getByRole('button', { name: 'Year 4, change' }))
  return screen.getByLabelText<HTMLTextAreaElement>('Year group')
}

describe('a value changed where it stands', () => {
  it('is saved by Enter, and read as text again', async () => {
    const saved: string[] = []
    draw(async (text) => void saved.push(text))
    const field = await open()
    await fireEvent.input(field, { target: { value: ' Year 5 ' } })
    await fireEvent.keyDown(field, { key: 'Enter' })
    await tick()
    expect(saved).toEqual(['Year 5'])
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('is left as it was by Escape, and by leaving without a change', async () => {
    const saved: string[] = []
    draw(async (text) => void saved.push(text))
    let field = await open()
    await fireEvent.input(field, { target: { value: 'Year 5' } })
    await fireEvent.keyDown(field, { key: 'Escape' })
    field = await open()
    expect(field.value).toBe('Year 4')
    await fireEvent.blur(field)
    expect(saved).toEqual([])
  })

  it('keeps the words when they were not saved, and says why', async () => {
    draw(() => Promise.reject(new Error('The server cannot be reached just now.')))
    const field = await open()
    await fireEvent.input(field, { target: { value: 'Year 5' } })
    await fireEvent.blur(field)
    await tick()
    expect(screen.getByRole('alert').textContent).toContain('The server cannot be reached')
    expect(screen.getByLabelText<HTMLTextAreaElement>('Year group').value).toBe('Year 5')
  })

  it('says when somebody else changed it meanwhile, and keeps both', async () => {
    const { rerender } = draw()
    const field = await open()
    await fireEvent.input(field, { target: { value: 'Year 5' } })
    await rerender({ value: 'Year 3 and 4' })
    expect(screen.getByText(/Meanwhile this was changed to “Year 3 and 4”/)).toBeTruthy()
    expect(field.value).toBe('Year 5')
    await fireEvent.keyDown(field, { key: 'Escape' })
    expect(screen.getByRole('button', { name: 'Year 3 and 4, change' })).toBeTruthy()
  })
})
