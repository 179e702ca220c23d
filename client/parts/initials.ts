/** What a group needs of a person to tell them from the others. */
export interface Named {
  id: string
  name: string
}

/**
 * The letters in each person's avatar. One letter while it is alone in the group; two where several people share it:
 * the first letter of a second name, or else the first letter of the name that tells them apart (Beth Be, Ben Bn).
 * People are taken in the order of their ids, so that whoever came first keeps their letters when others join.
 */
export function initialsOf(people: readonly Named[]): Map<string, string> {
  const ordered = [...people].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const byInitial = new Map<string, Named[]>()
  for (const person of ordered) {
    const initial = initialOf(person.name)
    byInitial.set(initial, [...(byInitial.get(initial) ?? []), person])
  }
  const letters = new Map<string, string>()
  for (const [initial, sharers] of byInitial) {
    const taken = new Set<string>()
    for (const person of sharers) {
      const second = sharers.length === 1 ? '' : secondLetter(person.name, taken)
      taken.add(second.toLowerCase())
      letters.set(person.id, initial + second)
    }
  }
  return letters
}

/** One person's letter where nobody is beside them. */
export function initialOf(name: string): string {
  const [first] = lettersOf(name)
  return first?.toUpperCase() ?? '?'
}

function secondLetter(name: string, taken: ReadonlySet<string>): string {
  const [, ...laterWords] = name.trim().split(/\s+/u)
  const surname = lettersOf(laterWords.at(-1) ?? '')[0]?.toUpperCase()
  const [, ...rest] = lettersOf(name.split(/\s+/u)[0] ?? '')
  const candidates = surname === undefined ? rest : [surname, ...rest]
  return candidates.find((letter) => !taken.has(letter.toLowerCase())) ?? candidates[0] ?? ''
}

function lettersOf(text: string): string[] {
  return text.normalize('NFC').match(/[\p{L}\p{N}]\p{M}*/gu) ?? []
}
