import type { PersonId } from '../../shared/ids.ts'
import { listedNamesMax, nameLengthMax } from '../../shared/limits.ts'
import { findNames, makeFinder } from './find-names.ts'

const keyOf = (person: PersonId) => `staffroom:names/${person}`

/**
 * The names a person wants to be warned of, on this device only: they are never sent, and signing out removes them.
 * A browser that keeps nothing forgets them with the page.
 */
export class NameList {
  readonly #key: string
  #names = $state.raw<readonly string[]>([])
  readonly #finder = $derived(makeFinder(this.#names))

  constructor(person: PersonId) {
    this.#key = keyOf(person)
    this.#names = this.#read()
    // Another window of theirs may change it.
    window.addEventListener('storage', ({ key }) => {
      if (key === this.#key || key === null) this.#names = this.#read()
    })
  }

  /** Reactive. */
  get names(): readonly string[] {
    return this.#names
  }

  /** The names on the list that stand in a text. Reactive. */
  findIn(text: string): string[] {
    return this.#finder === null ? [] : findNames(text, this.#finder)
  }

  /** Keeps these; false where this browser keeps nothing beyond the page. */
  keep(names: readonly string[]): boolean {
    this.#names = names
      .map((name) => name.trim().slice(0, nameLengthMax))
      .filter((name, index, all) => name !== '' && all.indexOf(name) === index)
      .slice(0, listedNamesMax)
    try {
      if (this.#names.length === 0) localStorage.removeItem(this.#key)
      else localStorage.setItem(this.#key, JSON.stringify(this.#names))
      return true
    } catch {
      return false
    }
  }

  #read(): string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]')
      if (!Array.isArray(kept)) return []
      return kept.filter((one): one is string => typeof one === 'string').slice(0, listedNamesMax)
    } catch {
      return []
    }
  }
}

let current: { person: PersonId; list: NameList } | null = null

/** The list of whoever is here. */
export function namesOf(person: PersonId): NameList {
  if (current?.person !== person) current = { person, list: new NameList(person) }
  return current.list
}

/** At sign-out: whoever sits here next finds no names. */
export function forgetNames(person: PersonId): void {
  namesOf(person).keep([])
}
