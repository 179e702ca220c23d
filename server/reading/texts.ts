import { AppError } from '../../shared/errors.ts'
import type { PersonId, TextId } from '../../shared/ids.ts'
import { textsPerClubMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import type { ChangeText, NewText } from '../../shared/reading/api.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { ClubChange, ClubRule } from './club-change.ts'
import { asMember, clubRoleIn } from './club-change.ts'
import type { TextRow } from './text-queries.ts'
import { findText, insertText, listTexts, updateText } from './text-queries.ts'

/** Puts a text on the club's shelf, once: the id is the client's. */
export function addText(actor: Actor, asked: NewText): ClubRule {
  return asMember(actor, 'club.take-part', async ({ q, club, now }) => {
    const clubId = club.row.id
    const known = await findText(q, asked.id)
    if (known?.clubId === clubId && known.addedBy === actor.id) return false
    if (known) throw new AppError('taken', 'This text could not be added. Please try again.')
    if ((await listTexts(q, [clubId])).length >= textsPerClubMax) {
      throw new AppError('conflict', `A club’s shelf has room for ${textsPerClubMax} texts.`)
    }
    await insertText(q, { ...asked, clubId, addedBy: actor.id, addedAt: now, removedAt: null })
    return true
  })
}

/** Changes what is named; who may read a text is up to the chair and whoever added it. */
export function changeText(actor: Actor, id: TextId, changes: ChangeText): ClubRule {
  return asMember(actor, 'club.take-part', async (change) => {
    const text = await textOf(change, id)
    if (changes.rights !== undefined && changes.rights !== text.rights) {
      refuseUnlessKept(change, text, actor.id)
    }
    const values = Object.entries(changes).filter(
      ([name, value]) => value !== undefined && value !== text[name as keyof ChangeText],
    )
    if (values.length === 0) return false
    await updateText(change.q, id, Object.fromEntries(values))
    return true
  })
}

/** Takes a text off the shelf, with its notes kept, or puts it back. */
export function shelveText(actor: Actor, id: TextId, isRemoved: boolean): ClubRule {
  return asMember(actor, 'club.take-part', async (change) => {
    const text = await textOf(change, id)
    refuseUnlessKept(change, text, actor.id)
    if ((text.removedAt !== null) === isRemoved) return false
    await updateText(change.q, id, { removedAt: isRemoved ? change.now : null })
    return true
  })
}

/** A text of this very club; ids are looked up, never believed. */
export async function textOf({ q, club }: ClubChange, id: TextId): Promise<TextRow> {
  const text = await findText(q, id)
  if (text?.clubId !== club.row.id) throw notFound()
  return text
}

/** Dates, rights and removal are for whoever chairs the club, and whoever brought the text along. */
export function refuseUnlessKept({ club }: ClubChange, text: TextRow, person: PersonId): void {
  const clubRole = clubRoleIn(club, person)
  if (can({ roles: ['member'] }, { action: 'club.change', clubRole })) return
  if (text.addedBy === person) return
  throw new AppError('forbidden', 'Whoever chairs the club, or added the text, can change this.')
}
