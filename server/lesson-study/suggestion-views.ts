import type { PersonId } from '../../shared/ids.ts'
import type { SuggestionView } from '../../shared/lesson-study/expert.ts'
import { listPeopleById } from '../community/queries.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Study } from './queries.ts'
import { namesOf } from './study-guests.ts'
import type { SuggestionRow } from './suggestion-queries.ts'

/** Suggestions as somebody who may read the plan sees them, with the names of whoever made and settled them. */
export async function suggestionViews(
  q: Queryable,
  { study, reader }: { study: Study; reader: PersonId },
  rows: readonly SuggestionRow[],
): Promise<SuggestionView[]> {
  const ids = new Set(rows.flatMap(({ byId, settledBy }) => [byId, settledBy]))
  // Some may have left the study since.
  const people = [...namesOf(study), ...(await listPeopleById(q, [...ids]))]
  const named = (id: PersonId | null) => {
    const person = people.find((one) => one.id === id)
    return person ? { id: person.id, name: person.name, colour: person.colour } : null
  }
  return rows.map(({ id, lessonId, rowId, field, text, byId, state, settledBy, ...row }) => {
    const [by, placed] = [named(byId), study.guests.find(({ guest }) => guest.id === byId)]
    return {
      ...{ id, lessonId, rowId, field, text, state },
      by: by && { ...by, isGuest: placed !== undefined, school: placed?.guest.school ?? null },
      isMine: byId === reader,
      settledBy: named(settledBy),
      ...{ createdAt: row.createdAt, version: row.version },
    }
  })
}
