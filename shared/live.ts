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
    /** A club: its people, texts, chapters and meetings. */
    | 'club'
    /** The clubs of a person, or those of the school. */
    | 'clubs'
    /** Best ideas of a club, its vote, what its people are trying and report. */
    | 'ideas'
    /** A meeting of a club: who is here, its groups. The runs of both say 'run' with the meeting's or the group's id. */
    | 'meeting'
    /** What a person has said they will try. */
    | 'commitments'
    /** What a person noticed, for themselves. */
    | 'noticed'
    /** Notes of visits that concern a person. */
    | 'visits'
    /** The idea of the week. */
    | 'weekly'
    /** The protocols that the school has made. */
    | 'protocols'
    /** A TeachMeet: its facts, talks, draw, tables. Its run says 'run' with the TeachMeet's id. */
    | 'teachmeet'
    /** The TeachMeets of the community. */
    | 'teachmeets'
    | 'chat'
    | 'questions'
    /** "I'll try this" of a TeachMeet. */
    | 'take-aways'
    /** Passes and guests of an object: who waits at its door, who is in. */
    | 'guests'
    /** What an invited expert suggests for a plan. */
    | 'suggestions'
    | 'schools'
  id: string | null
}

export type LiveScope =
  | 'community'
  | `study:${Id<'study'>}`
  | `club:${Id<'club'>}`
  | `teachmeet:${Id<'teachmeet'>}`
  | `person:${Id<'person'>}`

/** Browser → server: the scopes it shows now; replaces what it said before. */
export interface LiveWatch {
  watch: LiveScope[]
}

export const liveScopesMax = 50
