import type { PersonId } from '../ids.ts'

/**
 * Whether somebody may begin a meeting in the place of those who chair it: they are in the room, and neither the club's
 * chair nor the meeting's is. A club whose chair is ill meets all the same.
 */
export function mayStandIn(
  person: PersonId,
  { here, chairs }: { here: readonly PersonId[]; chairs: readonly (PersonId | null)[] },
): boolean {
  return here.includes(person) && !chairs.some((chair) => chair !== null && here.includes(chair))
}
