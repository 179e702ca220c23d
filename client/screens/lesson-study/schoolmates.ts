import type { MemberView } from '../../../shared/community/api.ts'
import type { PersonId } from '../../../shared/ids.ts'

/** Who can be in a study with somebody: whoever has not left and is of the same school, as a study is of one school. */
export function schoolmatesOf(
  people: readonly MemberView[],
  me: PersonId | null | undefined,
): MemberView[] {
  const own = people.find((person) => person.id === me)?.schoolId ?? null
  return people.filter(({ state, schoolId }) => state === 'active' && schoolId === own)
}
