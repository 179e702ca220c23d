import type { CasePupilId, RowId } from '../../../../shared/ids.ts'
import { isId } from '../../../../shared/ids.ts'
import type { OpenDocument } from '../../../sync/document.ts'

/**
 * What people look at and write in a discussion, told by their presence on its record: `look:<pupil|patterns>:<row|>`,
 * `write:claim` or `write:decision`. The hall's screen follows the note-taker by it.
 */
export interface Look {
  /** Null: the class. */
  pupil: CasePupilId | null
  /** Null: notes of no stage. */
  row: RowId | null
}

export type Place = { look: Look } | { write: 'claim' | 'decision' }

export function whereOf(place: Place): string {
  if ('write' in place) return `write:${place.write}`
  return `look:${place.look.pupil ?? 'patterns'}:${place.look.row ?? ''}`
}

/** What somebody looks at, whatever they sent; null when it is no such place. */
export function lookOf(where: string | null): Look | null {
  const [kind, pupil, row] = (where ?? '').split(':')
  if (kind !== 'look') return null
  return {
    pupil: isId(pupil) ? (pupil as CasePupilId) : null,
    row: isId(row) ? (row as RowId) : null,
  }
}

/** Says where one is; the same again says nothing. */
export function sayWhere({ awareness }: Pick<OpenDocument, 'awareness'>, place: Place): void {
  const where = whereOf(place)
  const state = awareness.getLocalState()
  if (state === null || state.where === where) return
  awareness.setLocalState({ ...state, where, cursor: null })
}
