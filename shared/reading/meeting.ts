import type { Doc, Map as YMap } from 'yjs'
import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import type { RunState } from '../community/run.ts'
import type { ChapterId, ClubId, MeetingGroupId, MeetingId, PersonId } from '../ids.ts'
import { isId } from '../ids.ts'
import { clubPlaceLengthMax, meetingWordsLengthMax } from '../limits.ts'
import type { ClubDocumentView } from './club-document.ts'
import type { StatementMark, StatementMarks } from '../community/protocols.ts'
import { statementMarks } from '../community/protocols.ts'

/**
 * What a meeting is like. first, new-group, follow-up: templates.md 2.6 and 2.7. short: one protocol on a passage that
 * is read in the room, for thirty minutes after school.
 */
export const meetingForms = ['first', 'new-group', 'follow-up', 'short'] as const
export type MeetingForm = (typeof meetingForms)[number]

/** A passage to be read in the room: sentences of a chapter, the last one included. */
const passageSchema = z.object({
  fromBlock: z.number().int().min(0),
  toBlock: z.number().int().min(0),
})
export type Passage = z.infer<typeof passageSchema>

const facts = {
  form: z.enum(meetingForms),
  date: z.iso.date('Write the date as year-month-day.').nullable(),
  startsAt: z.iso.time({ precision: -1, error: 'Write the time like 15:45.' }).nullable(),
  place: z.string().trim().max(clubPlaceLengthMax),
  chapterId: idSchema<ChapterId>().nullable(),
  passage: passageSchema.nullable(),
  /** The protocol for the text: its key, or the id of one of the school's own. */
  protocol: z.string().max(40),
  chairId: idSchema<PersonId>().nullable(),
}

/** POST /api/clubs/:club/meetings → ClubView (201; 200 when repeated). */
export const addMeetingSchema = z.object({
  id: idSchema<MeetingId>(),
  form: facts.form.default('first'),
  date: facts.date.default(null),
  startsAt: facts.startsAt.default(null),
  place: facts.place.default(''),
  chapterId: facts.chapterId.default(null),
  passage: facts.passage.default(null),
  protocol: facts.protocol.default('last-word'),
  chairId: facts.chairId.default(null),
})

/** PATCH /api/meetings/:meeting → ClubView; form and protocol until it has begun. `removed` takes it off the list. */
export const changeMeetingSchema = z
  .object(facts)
  .partial()
  .extend({ removed: z.boolean().optional() })

/** PUT /api/meetings/:meeting/people/:person (hereSchema) → MeetingView: who is in the room; everybody may say so. */
export const hereSchema = z.object({ isHere: z.boolean() })

/** PUT /api/meetings/:meeting/groups/:group/people/:person → MeetingView: moves somebody into another group. */

/** PUT /api/meetings/:meeting/marks/:statement (markSchema) → MeetingView: one's own mark; 409 once the marks are shown. */
export const markSchema = z.object({ mark: z.enum(statementMarks) })

export type AddMeeting = z.input<typeof addMeetingSchema>
export type NewMeeting = z.output<typeof addMeetingSchema>
export type ChangeMeeting = z.infer<typeof changeMeetingSchema>

export interface MeetingGroupView {
  id: MeetingGroupId
  /** From 1, in a step of the meeting. */
  number: number
  stepKey: string
  people: PersonView[]
}

/**
 * GET /api/meetings/:meeting, and in ClubView. Its run: GET /api/meetings/:meeting/run → RunView, POST …/run/acts
 * (runActSchema) → RunView; a group's: GET and POST /api/groups/:group/run and /api/groups/:group/run/acts.
 */
export interface MeetingView {
  id: MeetingId
  clubId: ClubId
  /** First, second … of the club, by date. */
  number: number
  form: MeetingForm
  date: string | null
  startsAt: string | null
  place: string
  chapterId: ChapterId | null
  passage: Passage | null
  protocol: string
  chair: PersonView | null
  state: RunState
  openedAt: number | null
  closedAt: number | null
  /** Who is in the room. */
  here: PersonView[]
  groups: MeetingGroupView[]
  /** Shared notes, and what each wrote for all. */
  documents: ClubDocumentView[]
  /** "Do you accept these statements?": one's own marks; the spread once the silent part is over, widest first;
   * without statements that fewer than three have marked, whose totals would tell whose they are. */
  myMarks: Partial<Record<number, StatementMark>>
  marks: { statement: number; marks: StatementMarks }[] | null
}

/**
 * What somebody wrote for everybody in a meeting, before it (who cannot come) or in silence: document kind
 * `meeting-words`, write rule `own`, root map `says` under `<person>/<step>`.
 */
export interface MeetingWords {
  by: PersonId
  /** What it answers: a step's key, or `step:column` where a protocol asks for several (Four A's). */
  step: string
  text: string
  at: number
}

const saysOf = (doc: Doc): YMap<unknown> => doc.getMap('says')

/** Everything that was written for everybody, by step and time. */
export function listMeetingWords(doc: Doc): MeetingWords[] {
  return [...saysOf(doc)]
    .flatMap(([key, value]) => {
      const cut = key.indexOf('/')
      const [by, step] = [key.slice(0, cut), key.slice(cut + 1)]
      if (!isId(by) || step === '' || typeof value !== 'object' || value === null) return []
      const { text, at } = value as Record<string, unknown>
      if (typeof text !== 'string' || typeof at !== 'number' || text.trim() === '') return []
      return [{ by: by as PersonId, step, text: text.slice(0, meetingWordsLengthMax), at }]
    })
    .sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1))
}

/** Says it, or says it anew; no words: takes it back. */
export function sayInMeeting(doc: Doc, { by, step, text, at }: MeetingWords): void {
  const key = `${by}/${step}`
  if (text.trim() === '') return void saysOf(doc).delete(key)
  saysOf(doc).set(key, { text: text.slice(0, meetingWordsLengthMax), at })
}
