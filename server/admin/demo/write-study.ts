import type { CasePupilId, RowId, StudyId } from '../../../shared/ids.ts'
import type { StudyView } from '../../../shared/lesson-study/api.ts'
import {
  addRow,
  cellRoot,
  fieldRoot,
  fragmentOf,
  listStages,
  moveRow,
  predictionRoot,
  pupilFieldRoot,
  rowsOf,
  setDeleted,
  setMinutes,
  setTitle,
} from '../../../shared/lesson-study/plan.ts'
import type { CellField, PlanField, PupilField } from '../../../shared/lesson-study/plan.ts'
import type { Doc } from 'yjs'
import { localOf } from '../../community/school-day.ts'
import type { Bird, ExampleName } from './example-people.ts'
import type { ExampleLesson, ExampleStudy } from './example-study.ts'
import { DocumentConnection } from './document-connection.ts'
import { writeRichText } from './rich-text.ts'
import { writeCourse } from './write-course.ts'
import type { Writing } from './writing.ts'
import { lessonOf, pupilOf, together, visitorOf } from './writing.ts'

/** Writes a whole study as its people would: rows by their requests, the plans' text through their sockets. */
export async function writeStudy(writing: Writing, study: ExampleStudy): Promise<StudyId> {
  const id = await writeHead(writing, study)
  for (const [index, lesson] of study.lessons.entries()) {
    const view = await writeLesson(writing, { study, id, lesson, index })
    await writePlan(writing, { study, lesson, view, index })
    if (lesson.course) await writeCourse(writing, { studyId: id, index, course: lesson.course })
  }
  return id
}

async function writeHead(writing: Writing, study: ExampleStudy): Promise<StudyId> {
  const { random, themes } = writing
  const [creator, ...colleagues] = study.people
  const first = visitorOf(writing, creator![0])
  const id = random.id() as StudyId
  const teachers = colleagues
    .filter(([, role]) => role === 'teacher')
    .map(([name]) => visitorOf(writing, name).id)
  await first.ask('POST', '/api/studies', {
    id,
    title: study.title,
    teachers,
  })
  for (const [name, role] of colleagues.filter(([, role]) => role === 'observer')) {
    const { id: person } = visitorOf(writing, name)
    await first.ask('PUT', `/api/studies/${id}/people/${person}`, { role })
  }
  const { question, focus, yearGroup, classCode, pupilCount, setting, expert } = study
  const head = { question, focus, yearGroup, classCode, pupilCount, setting, expert }
  const themeId = themes.get(study.theme)
  const view = await first.ask<StudyView>('PATCH', `/api/studies/${id}`, { ...head, themeId })
  for (const { pseudonym, learnerGroup } of study.pupils) {
    const pupil = pupilOf(view, pseudonym)
    await first.ask('PATCH', `/api/pupils/${pupil}`, { learnerGroup })
  }
  for (const [turn, [name]] of study.people.entries()) {
    // The first takes the starter set as it is, which makes it the study's; the others agree to that.
    const path = `/api/studies/${id}/agreement/signs`
    await visitorOf(writing, name).ask('POST', path, { version: turn === 0 ? 0 : 1 })
  }
  return id
}

interface LessonToWrite {
  study: ExampleStudy
  id: StudyId
  lesson: ExampleLesson
  /** 0 for the first lesson, which a study begins with. */
  index: number
}

async function writeLesson(
  writing: Writing,
  { study, id, lesson, index }: LessonToWrite,
): Promise<StudyView> {
  const first = visitorOf(writing, study.people[0]![0])
  const before = await first.ask<StudyView>('GET', `/api/studies/${id}`)
  // A decision that went into the next plan has added its lesson already.
  if (index >= before.lessons.length) {
    await first.ask('POST', `/api/studies/${id}/lessons`, { id: writing.random.id() })
  }
  const view = await first.ask<StudyView>('GET', `/api/studies/${id}`)
  const { minutes, watching } = lesson
  const { date, startsAt } = whenOf(writing, lesson)
  const observers = Object.entries(watching ?? {}).map(([name, birds]) => ({
    personId: visitorOf(writing, name as ExampleName).id,
    pupilIds: birds.map((bird) => pupilOf(view, bird)),
  }))
  return first.ask<StudyView>('PATCH', `/api/lessons/${lessonOf(view, index).id}`, {
    ...{ date, startsAt, minutes },
    ...(observers.length > 0 ? { observers } : {}),
  })
}

interface PlanToWrite {
  study: ExampleStudy
  lesson: ExampleLesson
  view: StudyView
  index: number
}

/**
 * Each teacher writes a share: the first the stages, the next the fields, and in turn what each pupil will do. The
 * others write at the same time, once the stages are there.
 */
async function writePlan(writing: Writing, plan: PlanToWrite): Promise<void> {
  const { study, lesson, view, index } = plan
  const { planId, planEpoch } = lessonOf(view, index)
  const teachers = study.people.filter(([, role]) => role === 'teacher').map(([name]) => name)
  const writeShare = async (name: ExampleName, turn: number) => {
    const { cookie, id: person } = visitorOf(writing, name)
    const address = { base: writing.base, cookie, person, document: planId, epoch: planEpoch }
    const connection = await DocumentConnection.open(address)
    const pupils = study.pupils.filter((_, place) => place % teachers.length === turn)
    try {
      await connection.write((doc) => {
        if (turn === 0) writeStages(doc, lesson, () => writing.random.id() as RowId)
        if (turn === 1) writeFields(doc, lesson.fields)
        for (const { pseudonym } of pupils) {
          writePupil(doc, lesson, { bird: pseudonym, id: pupilOf(view, pseudonym) })
        }
      })
    } finally {
      connection.close()
    }
  }
  const [first, ...others] = teachers
  await writeShare(first!, 0)
  await together(others.map((name, place) => writeShare(name, place + 1)))
}

/**
 * Fills the empty rows that wait in a plan, keeps the stages of the plan before that are still wanted, adds what is
 * lacking, and takes out what is left over.
 */
function writeStages(doc: Doc, { stages }: ExampleLesson, newRow: () => RowId): void {
  const waiting = listStages(doc)
  const take = (title: string) => {
    const at = waiting.findIndex((row) => row.title === title)
    return at < 0 ? null : waiting.splice(at, 1)[0]!.id
  }
  let before: RowId | null = null
  for (const stage of stages) {
    const id = take(stage.title) ?? take('') ?? newRow()
    if (!rowsOf(doc).has(id)) addRow(doc, id, before)
    moveRow(doc, id, before)
    before = id
    setMinutes(doc, id, stage.minutes)
    setTitle(doc, id, stage.title)
    for (const [field, text] of Object.entries(stage.cells)) {
      writeRichText(fragmentOf(doc, cellRoot(id, field as CellField)), text)
    }
  }
  for (const row of waiting) setDeleted(doc, row.id, true)
}

function writeFields(doc: Doc, fields: ExampleLesson['fields']): void {
  for (const [field, text] of Object.entries(fields)) {
    writeRichText(fragmentOf(doc, fieldRoot(field as PlanField)), text)
  }
}

function writePupil(
  doc: Doc,
  lesson: ExampleLesson,
  { bird, id }: { bird: Bird; id: CasePupilId },
): void {
  for (const [field, text] of Object.entries(lesson.pupils[bird])) {
    writeRichText(fragmentOf(doc, pupilFieldRoot(field as PupilField, id)), text)
  }
  for (const [index, row] of listStages(doc).entries()) {
    const stage = lesson.stages[index]
    if (stage) writeRichText(fragmentOf(doc, predictionRoot(row.id, id)), stage.predictions[bird])
  }
}

/** Day and clock time of a lesson, where the school is. */
function whenOf(
  { clock, timeZone }: Writing,
  { schoolDays, startsAt, minutesAgo }: ExampleLesson,
): { date: string | null; startsAt: string | null } {
  if (minutesAgo !== undefined) {
    const [date, time] = localOf(clock.now() - minutesAgo * 60_000, timeZone).split('T')
    return { date: date ?? null, startsAt: time ?? null }
  }
  return { date: schoolDays === null ? null : addSchoolDays(clock.now(), schoolDays), startsAt }
}

/** The date so many school days from now; at a weekend counting begins on Friday, or on Monday. */
export function addSchoolDays(now: number, days: number): string {
  const date = new Date(now)
  const step = days < 0 ? -1 : 1
  for (let left = Math.abs(days); left > 0;) {
    date.setUTCDate(date.getUTCDate() + step)
    if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) left--
  }
  return date.toISOString().slice(0, 10)
}
