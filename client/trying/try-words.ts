import type { PersonView } from '../../shared/accounts/api.ts'
import type { Sharing, Verdict } from '../../shared/community/commitments.ts'
import type { PersonId } from '../../shared/ids.ts'

export const verdictLabels: Record<Verdict, string> = {
  keep: 'Keep',
  change: 'Change',
  drop: 'Drop',
}

export const sharingLabels: Record<Sharing, string> = {
  own: 'Only me',
  club: 'My club',
  school: 'The school',
}

/** Who reads it, said where it is written. */
export const sharingSentences: Record<Sharing, string> = {
  own: 'Only you see this.',
  club: 'Your club sees this.',
  school: 'Everybody in the school sees this.',
}

/** "You, class 4B": whose try it is, and with whom. */
export function tryerWords(
  { owner, classCode }: { owner: PersonView | null; classCode: string },
  me: PersonId | null,
): string {
  const name = owner === null ? 'A colleague' : owner.id === me ? 'You' : owner.name
  return classCode === '' ? name : `${name}, ${classWords(classCode)}`
}

/** "class 4B", however it was written. */
export function classWords(classCode: string): string {
  return /^(class|year)\b/i.test(classCode) ? classCode : `class ${classCode}`
}

/** "Owen’s", "your" before a noun; somebody one may not know of is a colleague. */
export function whose(person: PersonView | null, me: PersonId | null): string {
  if (person === null) return 'a colleague’s'
  return person.id === me ? 'your' : `${person.name}’s`
}
