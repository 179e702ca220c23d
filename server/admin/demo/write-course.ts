import type { Doc } from 'yjs'
import type { RunAct, RunView } from '../../../shared/community/run.ts'
import type { DocumentId, RowId, StudyId } from '../../../shared/ids.ts'
import type { LessonView, StudyView } from '../../../shared/lesson-study/api.ts'
import type { LessonDocumentKind } from '../../../shared/lesson-study/lesson.ts'
import { listStages } from '../../../shared/lesson-study/plan.ts'
import { momentOf } from '../../community/school-day.ts'
import { DocumentConnection } from './document-connection.ts'
import type { ExampleAfter, ExampleCourse } from './example-lesson-course.ts'
import type { CourseWriting } from './course-writing.ts'
import type { ExampleName } from './example-people.ts'
import { writeChain } from './write-chain.ts'
import { writeNotes, writeReplies, writeTalk } from './write-notes.ts'
import { writeRecord, writeSheet } from './write-sheets.ts'
import type { Writing } from './writing.ts'
import { lessonOf, together, visitorOf } from './writing.ts'

interface CourseToWrite {
  studyId: StudyId
  /** 0 for the first lesson. */
  index: number
  course: ExampleCourse
}

/** Lets a lesson happen as its people would: taps, notes, the sheet, the discussion and what it came to. */
export async function writeCourse(
  writing: Writing,
  { studyId, index, course }: CourseToWrite,
): Promise<void> {
  const read = (as: ExampleName) =>
    visitorOf(writing, as).ask<StudyView>('GET', `/api/studies/${studyId}`)
  const lesson = lessonOf(await read('Amira'), index)
  if (lesson.date === null || lesson.startsAt === null) throw new Error('a lesson without a time')
  const at: CourseWriting = {
    ...{ writing, studyId, index, read, cited: new Map() },
    rows: await readStages(writing, lesson),
    beganAt: momentOf(lesson.date, lesson.startsAt, writing.timeZone),
    write: (as, kind, edit) => writeDocument(writing, { as, kind, edit, index, read }),
  }
  for (const [stage, minute] of course.stagesBegan.entries()) {
    await visitorOf(writing, 'Cerys').ask('POST', `/api/lessons/${lesson.id}/marks`, {
      id: writing.random.id(),
      rowId: at.rows[stage],
      at: at.beganAt + minute * 60_000,
    })
  }
  await writeNotes(at, course)
  if (course.after !== null) await writeAfter(at, course, lesson)
}

async function writeAfter(
  at: CourseWriting,
  course: ExampleCourse & { after: ExampleAfter | null },
  lesson: LessonView,
): Promise<void> {
  const { after } = course
  if (after === null) return
  const amira = visitorOf(at.writing, 'Amira')
  await amira.ask('PUT', `/api/lessons/${lesson.id}/ended`, { ended: true })
  const talks = after.talks.map((talk) => writeTalk(at, talk))
  await together([writeReplies(at, course), ...talks, writeSheet(at, after)])
  await steer(at, lesson, { act: 'open', minutes: 45 })
  const { chair, noteTaker } = after.roles
  await steer(at, lesson, {
    act: 'roles',
    chairId: visitorOf(at.writing, chair).id,
    noteTakerId: visitorOf(at.writing, noteTaker).id,
  })
  await together([writeChain(at, after, lesson), writeRecord(at, after)])
  // Through the run sheet to its end, as they went.
  const { steps } = await amira.ask<RunView>('GET', `/api/lessons/${lesson.id}/run`)
  for (const { key } of steps.slice(1)) {
    await steer(at, lesson, { act: 'go', step: key, passed: false })
  }
  await steer(at, lesson, { act: 'close' })
}

type WithoutVersion<Act> = Act extends unknown ? Omit<Act, 'version'> : never

/** One act on the discussion, on the run as it is now. */
async function steer(
  { writing }: CourseWriting,
  lesson: LessonView,
  act: WithoutVersion<RunAct>,
): Promise<void> {
  const amira = visitorOf(writing, 'Amira')
  const { version } = await amira.ask<RunView>('GET', `/api/lessons/${lesson.id}/run`)
  await amira.ask('POST', `/api/lessons/${lesson.id}/run/acts`, { ...act, version })
}

async function readStages(writing: Writing, lesson: LessonView): Promise<RowId[]> {
  const { cookie, id: person } = visitorOf(writing, 'Amira')
  const { base } = writing
  const address = { base, cookie, person, document: lesson.planId, epoch: lesson.planEpoch }
  const plan = await DocumentConnection.open(address)
  try {
    return listStages(plan.doc).map((row) => row.id)
  } finally {
    plan.close()
  }
}

interface DocumentToWrite {
  as: ExampleName
  kind: LessonDocumentKind
  edit: (doc: Doc) => void
  index: number
  read: CourseWriting['read']
}

async function writeDocument(
  writing: Writing,
  { as, kind, edit, index, read }: DocumentToWrite,
): Promise<DocumentId> {
  const { cookie, id: person } = visitorOf(writing, as)
  const { documents } = lessonOf(await read(as), index)
  const found = documents.find(
    (one) => one.kind === kind && (one.person === null || one.person.id === person),
  )
  if (!found) throw new Error(`${as} has no ${kind} in this lesson`)
  const address = { base: writing.base, cookie, person, document: found.id, epoch: found.epoch }
  const connection = await DocumentConnection.open(address)
  try {
    await connection.write(edit)
  } finally {
    connection.close()
  }
  return found.id
}
