import type { InvitationRowView } from '../../../shared/community/api.ts'
import type { InvitationId } from '../../../shared/ids.ts'

/** A link, or what is left of a sheet of codes. */
export interface InvitationGroup {
  key: string
  kind: 'link' | 'code'
  id: InvitationId
  sheet: string | null
  open: number
  studyTitle: string | null
  /** Null where there is one school alone. */
  schoolName: string | null
  by: string | null
  expiresAt: number
}

/** The invitations that still open, a printed sheet as one; newest first. */
export function groupInvitations(rows: readonly InvitationRowView[]): InvitationGroup[] {
  const groups = new Map<string, InvitationGroup>()
  const open = rows.filter(({ state }) => state === 'open')
  for (const row of open.sort((a, b) => b.createdAt - a.createdAt)) {
    const key = row.sheet ?? row.id
    const group = groups.get(key)
    if (group) {
      group.open += 1
    } else {
      groups.set(key, {
        key,
        kind: row.kind,
        id: row.id,
        sheet: row.sheet,
        open: 1,
        studyTitle: row.studyTitle,
        schoolName: row.schoolName,
        by: row.createdBy?.name ?? null,
        expiresAt: row.expiresAt,
      })
    }
  }
  return [...groups.values()]
}
