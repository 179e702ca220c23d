import type { Id } from '../ids.ts'

/**
 * Who may change what in a document (server/sync/SPEC.md, section Write rules).
 * shared: anyone with the write right, anything. own: each their own entries. owner: one person. frozen: nobody.
 */
export type WriteRule = 'shared' | 'own' | 'owner' | 'frozen'

/** What a connection may do: a writer sends updates, a reader never does. */
export type SyncRole = 'writer' | 'reader'

/**
 * plan: what a lesson is to be. observation, voice: one person's notes of a lesson, and of talks with pupils after it.
 * saw: what the notes come to, written together. responses: "I saw this too", replies and pins beside the notes.
 * record: what was said in the discussion. annotations: what readers wrote beside a chapter, for one audience.
 * private-notes: what one reader wrote beside it for nobody else, drafts among it. meeting-notes: the notes of a club's
 * meeting. meeting-words: what each wrote for everybody in a meeting, before it or in silence. expert-words: what an
 * invited expert says at the end of a lesson's discussion. talk-notes, table-notes, teachmeet-notes: what everybody at a
 * TeachMeet writes about a talk, at a table, and about the whole of it.
 */
export type DocumentKind = StudyDocumentKind | ClubDocumentKind | TeachMeetDocumentKind

export type StudyDocumentKind =
  'plan' | 'observation' | 'voice' | 'saw' | 'responses' | 'record' | 'expert-words'
export type ClubDocumentKind = 'annotations' | 'private-notes' | 'meeting-notes' | 'meeting-words'
export type TeachMeetDocumentKind = 'talk-notes' | 'table-notes' | 'teachmeet-notes'

export interface KindRules {
  writeRule: WriteRule
  /** Whether a root type of this name may exist in a document of this kind. */
  allowsRoot(name: string): boolean
}

const id = '[0-7][0-9A-HJKMNP-TV-Z]{25}'

const planRoots = new RegExp(
  `^(?:rows|field:[a-z][a-z-]{0,40}|field:(?:now|success|surprise|support):${id}|cell:${id}:(?:do|responses|support|watch|materials|pupil:${id})|decision:${id})$`,
)
const observationRoots = new RegExp(`^(?:notes|first:(?:ask|patterns|question|evidence:${id}))$`)
const voiceRoots = /^interviews$/
const sawRoots = new RegExp(`^(?:cites|patterns|pupil:${id})$`)
const responsesRoots = /^(?:too|replies|brought)$/
const recordRoots = new RegExp(`^record:[a-z][a-z-]{0,40}(?::${id})?$`)

const annotationsRoots = /^(?:notes|replies|hidden)$/
const privateNotesRoots = /^(?:notes|replies)$/
const meetingNotesRoots = new RegExp(`^field:[a-z][a-z-]{0,40}(?::${id})?$`)
const meetingWordsRoots = /^says$/
const expertWordsRoots = /^field:comments$/
const talkNotesRoots = /^field:(?:notes|pupils|questions|link)$/
const tableNotesRoots = /^field:notes$/

const rules = {
  plan: { writeRule: 'shared', allowsRoot: (name) => planRoots.test(name) },
  observation: { writeRule: 'owner', allowsRoot: (name) => observationRoots.test(name) },
  voice: { writeRule: 'owner', allowsRoot: (name) => voiceRoots.test(name) },
  saw: { writeRule: 'shared', allowsRoot: (name) => sawRoots.test(name) },
  responses: { writeRule: 'own', allowsRoot: (name) => responsesRoots.test(name) },
  record: { writeRule: 'shared', allowsRoot: (name) => recordRoots.test(name) },
  annotations: { writeRule: 'own', allowsRoot: (name) => annotationsRoots.test(name) },
  'private-notes': { writeRule: 'owner', allowsRoot: (name) => privateNotesRoots.test(name) },
  'meeting-notes': { writeRule: 'shared', allowsRoot: (name) => meetingNotesRoots.test(name) },
  'meeting-words': { writeRule: 'own', allowsRoot: (name) => meetingWordsRoots.test(name) },
  'expert-words': { writeRule: 'owner', allowsRoot: (name) => expertWordsRoots.test(name) },
  'talk-notes': { writeRule: 'shared', allowsRoot: (name) => talkNotesRoots.test(name) },
  'table-notes': { writeRule: 'shared', allowsRoot: (name) => tableNotesRoots.test(name) },
  'teachmeet-notes': { writeRule: 'shared', allowsRoot: (name) => tableNotesRoots.test(name) },
} as const satisfies Record<DocumentKind, KindRules>

/** The roots and the write rule of a kind. A document that is frozen overrides the rule with 'frozen'. */
export function kindRules(kind: DocumentKind): KindRules {
  return rules[kind]
}

/** Keys of entries in an `own` document begin with their writer: `<person>/<ulid>`. */
export function isOwnKey(key: string, person: Id<'person'>): boolean {
  return key.startsWith(`${person}/`)
}
