import { nameKey } from '../../../shared/accounts/name.ts'

/** What the colleagues of a school are shown of which nobody has written whom to tell; `instead` is whom the community names. */
export function missingContactWords(instead: string | null): string {
  return instead === null
    ? 'Missing: its colleagues are told to ask their headteacher or the office.'
    : `None of its own: its colleagues are shown “${instead}”.`
}

/**
 * The contacts that seem to name somebody: a word of their name stands in them. A contact is free text and outlives
 * whoever it names, so whoever says that somebody goes is shown these.
 */
export function contactsNaming(name: string, contacts: readonly (string | null)[]): string[] {
  const words = wordsOf(name).filter((word) => word.length >= nameLettersMin)
  return contacts
    .filter((contact) => contact !== null)
    .filter((contact) => wordsOf(contact).some((word) => words.includes(word)))
}

/** Initials and "y" or "de" would find themselves in anything. */
const nameLettersMin = 3

function wordsOf(text: string): string[] {
  return nameKey(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
