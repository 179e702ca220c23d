import type { Doc } from 'yjs'
import { addInterview, setInterview, writeInterview } from '../../../shared/lesson-study/voice.ts'
import type { VoicePrompt } from '../../../shared/lesson-study/voice.ts'
import type { InterviewId, NoteId } from '../../../shared/ids.ts'
import type { StudyView } from '../../../shared/lesson-study/api.ts'
import { addNote, setNote, writeNote } from '../../../shared/lesson-study/observation.ts'
import { addReply, setToo } from '../../../shared/lesson-study/responses.ts'
import type { CourseWriting } from './course-writing.ts'
import type { ExampleCourse, ExampleNote, ExampleTalk } from './example-lesson-course.ts'
import type { Bird, ExampleName } from './example-people.ts'
import { pupilOf, together, visitorOf } from './writing.ts'

const minuteMs = 60_000
/** Talks with pupils begin this long after the lesson. */
const talkAfterMs = 5 * minuteMs

/** Everybody's notes, each in their writer's own document. */
export async function writeNotes(at: CourseWriting, course: ExampleCourse): Promise<void> {
  const view = await at.read('Amira')
  const writeOwn = async (as: ExampleName) => {
    const notes = course.notes
      .filter((note) => note.by === as)
      .map((note) => ({ note, id: at.writing.random.id() as NoteId }))
    const documentId = await at.write(as, 'observation', (doc) => {
      for (const { note, id } of notes) {
        addNote(doc, { id, ...placeOf(at, course, note), pupils: pupilsOf(view, note.bird) })
        writeNote(doc, id, note.text)
        if (note.think !== undefined) writeNote(doc, id, note.think, 'think')
        setNote(doc, id, {
          stem: note.stem,
          kind: note.kind ?? null,
          match: note.match ?? null,
          isBrought: note.isBrought ?? false,
          isKept: true,
        })
      }
    })
    for (const { note, id } of notes) {
      at.cited.set(note.key ?? id, { documentId, noteId: id })
    }
  }
  await together([...new Set(course.notes.map((note) => note.by))].map(writeOwn))
}

/** "I saw this too", and short replies, each in the name of whoever says so. */
export async function writeReplies(at: CourseWriting, course: ExampleCourse): Promise<void> {
  const edits = new Map<ExampleName, ((doc: Doc) => void)[]>()
  const say = (as: ExampleName, edit: (doc: Doc) => void) =>
    edits.set(as, [...(edits.get(as) ?? []), edit])
  for (const note of course.notes) {
    const cited = note.key === undefined ? undefined : at.cited.get(note.key)
    if (!cited) continue
    const { noteId } = cited
    for (const as of note.too ?? []) {
      const { id } = visitorOf(at.writing, as)
      say(as, (doc) => setToo(doc, id, noteId, true))
    }
    for (const [as, text] of note.replies ?? []) {
      const { id: by } = visitorOf(at.writing, as)
      const reply = { id: at.writing.random.id(), by, noteId, text, at: at.writing.clock.now() }
      say(as, (doc) => addReply(doc, reply))
    }
  }
  await together(
    [...edits].map(([as, own]) =>
      at.write(as, 'responses', (doc) => {
        for (const edit of own) edit(doc)
      }),
    ),
  )
}

export async function writeTalk(at: CourseWriting, talk: ExampleTalk): Promise<void> {
  const view = await at.read(talk.by)
  const id = at.writing.random.id() as InterviewId
  const beganAt = at.beganAt + view.lessons[at.index]!.minutes * minuteMs + talkAfterMs
  const pupils = talk.birds.map((bird) => pupilOf(view, bird))
  await at.write(talk.by, 'voice', (doc) => {
    addInterview(doc, { id, at: beganAt, pupils })
    for (const [prompt, [words, paraphrase]] of Object.entries(talk.answers)) {
      writeInterview(doc, id, `${prompt as VoicePrompt}:words`, words)
      writeInterview(doc, id, `${prompt as VoicePrompt}:paraphrase`, paraphrase)
    }
    setInterview(doc, id, { isAgreed: true, endedAt: beganAt + 4 * minuteMs })
  })
}

function placeOf(at: CourseWriting, course: ExampleCourse, { minute }: ExampleNote) {
  const stage = course.stagesBegan.findLastIndex((began) => began <= minute)
  // Nobody writes on the stroke of the minute.
  const seconds = (minute * 17) % 60
  return {
    at: at.beganAt + minute * minuteMs + seconds * 1_000,
    stage: at.rows[stage] ?? null,
  }
}

const pupilsOf = (view: StudyView, bird: Bird | null) =>
  bird === null ? [] : [pupilOf(view, bird)]
