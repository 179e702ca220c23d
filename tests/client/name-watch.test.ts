import { fireEvent, render, screen } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '../../client/api/session.svelte.ts'
import NameWatch from '../../client/names/NameWatch.svelte'
import { forgetNames, NameList, namesOf } from '../../client/names/name-list.svelte.ts'
import NamesPart from '../../client/screens/account/NamesPart.svelte'
import type { PersonId } from '../../shared/ids.ts'
import { listedNamesMax } from '../../shared/limits.ts'

const me = '01JD0000000000000000000001' as PersonId
const other = '01JD0000000000000000000002' as PersonId

beforeEach(() => {
  vi.spyOn(session, 'me', 'get').mockReturnValue({ id: me } as typeof session.me)
})
afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
  namesOf(me).keep([])
  document.body.innerHTML = ''
})

function field(html: string): HTMLElement {
  document.body.insertAdjacentHTML('beforeend', html)
  return document.body.lastElementChild as HTMLElement
}

const said = () => screen.getByRole('status').textContent

describe('the list of names on a device', () => {
  it('is each person’s own, goes with signing out, and is never sent', () => {
    const sent = vi.spyOn(globalThis, 'fetch')
    const beacon = vi.fn()
    vi.stubGlobal('navigator', { ...navigator, sendBeacon: beacon })
    const list = new NameList(me)
    list.keep([' Ella ', 'Ella', '', 'Tom'])
    expect(new NameList(me).names).toEqual(['Ella', 'Tom'])
    expect(new NameList(other).names).toEqual([])
    forgetNames(me)
    expect(localStorage.length).toBe(0)
    expect(new NameList(me).names).toEqual([])
    expect(sent).not.toHaveBeenCalled()
    expect(beacon).not.toHaveBeenCalled()
    vi.unstubAllGlobals()
  })

  it('has a limit, and reads whatever is stored', () => {
    const list = new NameList(me)
    list.keep(Array.from({ length: listedNamesMax + 5 }, (_, index) => `N${index}`))
    expect(list.names).toHaveLength(listedNamesMax)
    for (const stored of ['{', '{"a":1}', '[1,null,"Ella"]']) {
      localStorage.setItem(`staffroom:names/${me}`, stored)
      expect(new NameList(me).names.length).toBeLessThan(2)
    }
  })

  it('is kept from the account page', async () => {
    render(NamesPart, { me: { id: me } })
    const area = screen.getByLabelText(/Names to be warned of/)
    await fireEvent.input(area, { target: { value: 'Ella\n\nTom' } })
    await fireEvent.click(screen.getByRole('button', { name: 'Keep on this device' }))
    expect(namesOf(me).names).toEqual(['Ella', 'Tom'])
  })
})

describe('the watch over fields', () => {
  it.each([
    ['a textarea', '<textarea></textarea>'],
    ['a line', '<input type="text">'],
  ])('says under %s which name stands in it, while it does', async (_, html) => {
    namesOf(me).keep(['Ella'])
    render(NameWatch, { isWatching: true })
    const target = field(html)
    await fireEvent.input(target, { target: { value: 'Ella counts' } })
    expect(said()).toContain('“Ella” is on your list of names')
    await fireEvent.input(target, { target: { value: 'E counts' } })
    expect(said()).toBe('')
    await fireEvent.input(target, { target: { value: 'Ella' } })
    await fireEvent.focusOut(target)
    expect(said()).toBe('')
    await fireEvent.focusIn(target)
    expect(said()).toContain('“Ella”')
  })

  it('looks into a cell of the plan', async () => {
    namesOf(me).keep(['Ella'])
    render(NameWatch, { isWatching: true })
    const cell = field('<div contenteditable="true"><p>Ask Ella first</p></div>')
    await fireEvent.input(cell)
    expect(said()).toContain('“Ella”')
  })

  it('leaves passwords alone, and pages where colleagues are named', async () => {
    namesOf(me).keep(['Ella'])
    const { rerender } = render(NameWatch, { isWatching: true })
    await fireEvent.input(field('<input type="password">'), { target: { value: 'Ella' } })
    expect(said()).toBe('')
    const target = field('<textarea></textarea>')
    await fireEvent.input(target, { target: { value: 'Ella' } })
    expect(said()).toContain('Ella')
    await rerender({ isWatching: false })
    expect(said()).toBe('')
    await fireEvent.input(target, { target: { value: 'Ella!' } })
    expect(said()).toBe('')
  })
})
