import type { MemberView } from '../../shared/community/api.ts'
import type { PersonId } from '../../shared/ids.ts'

/**
 * Who can be in a study with somebody, or visit their lessons: whoever has not left and is of the same school, as what
 * has pupils in it stays in one.
 */
export function schoolmatesOf(
  people: readonly MemberView[],
  me: PersonId | null | undefined,
): MemberView[] {
  const own = people.find((person) => person.id === me)?.schoolId ?? null
  return people.filter(({ state, schoolId }) => state === 'active' && schoolId === own)
}
