import { describe, expect, it } from 'vitest'
import { groupInvitations } from '../../client/screens/people/invitation-groups.ts'
import type { InvitationRowView } from '../../shared/community/api.ts'
import type { InvitationId } from '../../shared/ids.ts'

const row = (id: string, change: Partial<InvitationRowView>): InvitationRowView => ({
  id: id as InvitationId,
  kind: 'code',
  sheet: null,
  studyTitle: null,
  clubName: null,
  schoolName: null,
  createdBy: null,
  createdAt: 1,
  expiresAt: 100,
  uses: 0,
  usesMax: 1,
  state: 'open',
  ...change,
})

describe('groupInvitations', () => {
  it('counts what is left of a sheet, and leaves out what no longer opens', () => {
    const groups = groupInvitations([
      row('1', { sheet: 'A' }),
      row('2', { sheet: 'A', state: 'used' }),
      row('3', { sheet: 'A' }),
      row('4', { sheet: 'B', state: 'revoked' }),
      row('5', { kind: 'link', state: 'expired' }),
    ])
    expect(groups.map(({ sheet, open }) => [sheet, open])).toEqual([['A', 2]])
  })

  it('lists the newest first and keeps links apart', () => {
    const groups = groupInvitations([
      row('1', { sheet: 'A', createdAt: 5 }),
      row('2', { kind: 'link', createdAt: 9, studyTitle: 'Fractions' }),
      row('3', { kind: 'link', createdAt: 7 }),
    ])
    expect(groups.map(({ key, kind }) => [key, kind])).toEqual([
      ['2', 'link'],
      ['3', 'link'],
      ['A', 'code'],
    ])
  })
})
