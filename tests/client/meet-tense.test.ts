import { describe, expect, it } from 'vitest'
import { hostNamesWords, hostsWords, mineWords } from '../../client/screens/teachmeet/meet-words.ts'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { TeachMeetRowView, TeachMeetState } from '../../shared/teachmeet/api.ts'

const person = (name: string): PersonView => ({ id: name as PersonId, name, colour: 1 })
const hosts = [person('Nadia'), person('Mair')]
const startsAt = Date.parse('2026-11-25T19:00:00Z')
const before = startsAt - 3_600_000
const after = startsAt + 3 * 3_600_000
const row = (state: TeachMeetState, more: Partial<TeachMeetRowView> = {}) =>
  ({
    ...{ state, startsAt, minutes: 90, hosts, isHost: false, comes: false, speaks: false },
    ...more,
  }) as TeachMeetRowView

describe('what is said of a TeachMeet', () => {
  const mine = (state: TeachMeetState, now: number) =>
    [{ isHost: true }, { speaks: true, comes: true }, { comes: true }, {}].map((more) =>
      mineWords(row(state, more), now),
    )

  it('is said of now or of the past, as it is', () => {
    expect(mine('open', before)).toEqual(['You host', 'You speak', 'You come', ''])
    expect(mine('live', after)).toEqual(['You host', 'You speak', 'You come', ''])
    for (const state of ['ended', 'tidied'] as const) {
      expect(mine(state, after)).toEqual(['You hosted', 'You spoke', 'You were there', ''])
    }
    expect(mine('draft', before)[0]).toBe('Only its hosts see it yet')
    expect(new Set(mine('open', after))).toEqual(new Set(['It was not started here']))
    for (const now of [before, after]) {
      expect(new Set(mine('called-off', now))).toEqual(new Set(['Called off']))
    }
  })

  it('names its hosts as those who host, hosted or had planned it', () => {
    expect(hostNamesWords(row('open'), before)).toBe('Nadia and Mair host')
    expect(hostNamesWords(row('live', { hosts: [person('Nadia')] }), after)).toBe('Nadia hosts')
    expect(hostNamesWords(row('ended'), after)).toBe('Nadia and Mair hosted')
    expect(hostNamesWords(row('open'), after)).toBe('Planned by Nadia and Mair')
    expect(hostNamesWords(row('called-off'), before)).toBe('Planned by Nadia and Mair')
    const said = (state: TeachMeetState, me: string, of = hosts) =>
      hostsWords({ state, hosts: of, hostingId: of[0]!.id }, me as PersonId)
    expect(said('live', 'Isla')).toBe('Nadia hosts. Mair can take over.')
    expect(said('ended', 'Isla')).toBe('Nadia hosted, with Mair.')
    expect(said('tidied', 'Nadia')).toBe('You hosted, with Mair.')
    expect(said('tidied', 'Mair', [person('Nadia')])).toBe('Nadia hosted.')
    const left = {
      state: 'ended' as const,
      hosts: [person('Mair')],
      hostingId: 'Nadia' as PersonId,
    }
    expect(hostsWords(left, 'Mair' as PersonId)).toBe('You hosted.')
  })
})
