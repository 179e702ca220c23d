import type { Id } from './ids.ts'

/**
 * What the server says over /live after a row has changed: *what* changed, never how; whoever shows it fetches it
 * again. A browser names the scopes it shows; it is told of those it may read.
 */
export interface LiveChange {
  /** Where: a study, or the community. */
  scope: LiveScope
  /** What: the noun whose view is to be fetched again. */
  noun:
    | 'study'
    | 'studies'
    | 'people'
    | 'community'
    | 'themes'
    | 'invitations'
    | 'here'
    | 'me'
    /** Claims and decisions of a study, and what follows from them. */
    | 'chain'
    /** The run of a lesson's discussion: its steps, turns and timer. `id` is the lesson. */
    | 'run'
    /** To-dos and changes a person is trying. */
    | 'actions'
  id: string | null
}

export type LiveScope = 'community' | `study:${Id<'study'>}` | `person:${Id<'person'>}`

/** Browser → server: the scopes it shows now; replaces what it said before. */
export interface LiveWatch {
  watch: LiveScope[]
}

export const liveScopesMax = 50
