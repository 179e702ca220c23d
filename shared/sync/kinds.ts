import type { Id } from '../ids.ts'

/**
 * Who may change what in a document (server/sync/SPEC.md, section Write rules).
 * shared: anyone with the write right, anything. own: each their own entries. owner: one person. frozen: nobody.
 */
export type WriteRule = 'shared' | 'own' | 'owner' | 'frozen'

/** What a connection may do: a writer sends updates, a reader never does. */
export type SyncRole = 'writer' | 'reader'

export type DocumentKind = 'plan'

export interface KindRules {
  writeRule: WriteRule
  /** Whether a root type of this name may exist in a document of this kind. */
  allowsRoot(name: string): boolean
}

const id = '[0-7][0-9A-HJKMNP-TV-Z]{25}'

const planRoots = new RegExp(
  `^(?:rows|field:[a-z][a-z-]{0,40}|field:(?:now|success|surprise|support):${id}|cell:${id}:(?:do|responses|support|watch|materials|pupil:${id}))$`,
)

const rules = {
  plan: { writeRule: 'shared', allowsRoot: (name) => planRoots.test(name) },
} as const satisfies Record<DocumentKind, KindRules>

/** The roots and the write rule of a kind. A document that is frozen overrides the rule with 'frozen'. */
export function kindRules(kind: DocumentKind): KindRules {
  return rules[kind]
}

/** Keys of entries in an `own` document begin with their writer: `<person>/<ulid>`. */
export function isOwnKey(key: string, person: Id<'person'>): boolean {
  return key.startsWith(`${person}/`)
}
