import type { VisitView } from '../../shared/community/commitments.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'
import { listPeopleById } from './queries.ts'
import type { VisitReader } from './trying-reader.ts'
import { mayRead } from './trying-reader.ts'
import type { Visit } from './visit-queries.ts'

/** The two of a visit know of it, and those with whom it is shared once it was given. */
export function maySee(reader: VisitReader, visit: Visit): boolean {
  const { visitedId, visitorId, givenAt, clubId, sharing } = visit
  if (visitorId === reader.id || visitedId === reader.id) return true
  if (givenAt === null || (sharing === 'school' && isElsewhere(reader, visit))) return false
  return mayRead(reader, { ownerId: visitedId, clubId, sharing })
}

function isElsewhere(reader: VisitReader, { schoolId }: Visit): boolean {
  return schoolId !== reader.schoolId
}

/** A lesson has pupils in it: across the wall only what its teacher shared with a club is read. */
function mayReadLesson(reader: VisitReader, visit: Visit): boolean {
  if (!isElsewhere(reader, visit)) return true
  const { givenAt, sharing, clubId } = visit
  return givenAt !== null && sharing === 'club' && clubId !== null && reader.clubs.has(clubId)
}

/** Visits as one person sees them: the visited reads what was seen once it is handed over. */
export async function visitViews(
  q: Queryable,
  reader: VisitReader,
  visits: readonly Visit[],
): Promise<VisitView[]> {
  const people = await listPeopleById(
    q,
    visits.flatMap((visit) => [visit.visitedId, visit.visitorId]),
  )
  const named = (id: PersonId) => people.find((person) => person.id === id) ?? null
  return visits
    .filter((visit) => maySee(reader, visit))
    .map((visit) => {
      const { visitedId, visitorId, saw, take } = visit
      const mayRead = mayReadLesson(reader, visit)
      const isSeen = mayRead && (visit.givenAt !== null || visitorId === reader.id)
      return {
        ...{ id: visit.id, visited: named(visitedId), visitor: named(visitorId), day: visit.day },
        ...{ commitmentId: mayRead ? visit.commitmentId : null },
        ...{ question: mayRead ? visit.question : '', givenAt: visit.givenAt },
        ...{ saw: isSeen ? saw : '', take: isSeen ? take : '' },
        ...{ sharing: visit.sharing, version: visit.version, endedAs: visit.endedAs },
        isElsewhere: isElsewhere(reader, visit),
      }
    })
}
