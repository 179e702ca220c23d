import type { PersonId, TalkTableId } from '../../shared/ids.ts'

/** Somebody who is to sit somewhere; `school` is null where they have not said. */
export interface Sitter {
  id: PersonId
  school: string | null
}

/** A table with the schools of those who sit there already. */
export interface LaidTable {
  id: TalkTableId
  schools: readonly (string | null)[]
}

/**
 * Where everybody sits who sits nowhere: tables become as even as they can, and people of one school sit apart as far
 * as there are tables. Schools are dealt one after the other, the largest first, as cards are, each person to one of the
 * emptiest tables with the fewest of their school. `sitters` in a shuffled order leave the rest to chance.
 */
export function shareOut(
  tables: readonly LaidTable[],
  sitters: readonly Sitter[],
): Map<PersonId, TalkTableId> {
  const seats = new Map<PersonId, TalkTableId>()
  if (tables.length === 0) return seats
  const laid = tables.map(({ id, schools }) => ({ id, schools: [...schools] }))
  for (const { id, school } of bySchool(sitters)) {
    const size = Math.min(...laid.map((table) => table.schools.length))
    const emptiest = laid.filter((table) => table.schools.length === size)
    const alike = (table: (typeof laid)[number]) =>
      school === null ? 0 : table.schools.filter((other) => other === school).length
    const best = emptiest.reduce((one, other) => (alike(other) < alike(one) ? other : one))
    best.schools.push(school)
    seats.set(id, best.id)
  }
  return seats
}

/** People of one school stand together, those of the largest first; whoever has said none comes last. */
function bySchool(sitters: readonly Sitter[]): Sitter[] {
  const groups = new Map<string, Sitter[]>()
  const alone: Sitter[] = []
  for (const sitter of sitters) {
    if (sitter.school === null) alone.push(sitter)
    else groups.set(sitter.school, [...(groups.get(sitter.school) ?? []), sitter])
  }
  const largestFirst = [...groups.values()].sort((a, b) => b.length - a.length)
  return [...largestFirst.flat(), ...alone]
}
