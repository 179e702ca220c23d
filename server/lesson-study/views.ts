import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId } from '../../shared/ids.ts'
import type {
  CasePupilView,
  StudyPersonView,
  StudyRowView,
  StudyView,
  TodayView,
} from '../../shared/lesson-study/api.ts'
import { comingUpMax } from '../../shared/limits.ts'
import type { StudyRole } from '../../shared/policy.ts'
import { documentSyncRole } from '../../shared/policy.ts'
import type { OpenRooms } from '../sync/rooms-port.ts'
import type { LessonDocument } from './document-queries.ts'
import { areNotesShared } from './document-queries.ts'
import type { PlannedLesson } from './lesson-queries.ts'
import type { PupilRow } from './pupil-queries.ts'
import type { Study, StudyInBrief, StudyLesson, StudyPerson } from './queries.ts'
import { named, stepsOf } from './steps.ts'
import { studyGuestViews } from './study-guests.ts'

/** A study as one of its people sees it, or an admin in an emergency; null for anybody else. */
export function studyView(
  study: Study,
  { id: reader, now }: { id: PersonId; now: number },
): StudyView | null {
  const myRole = study.people.find((person) => person.id === reader)?.role ?? null
  const emergencies = study.emergencies.filter((one) => one.until > now)
  const hasEmergency = emergencies.some((one) => one.personId === reader)
  if (myRole === null && !hasEmergency) return null
  const { row, theme } = study
  const open = study.pupils.filter((pupil) => pupil.droppedAt === null)
  const isOpen = new Set(open.map((pupil) => pupil.id))
  return {
    id: row.id,
    title: row.title,
    question: row.question,
    theme,
    focus: row.focus,
    yearGroup: row.yearGroup,
    classCode: row.classCode,
    pupilCount: row.pupilCount,
    setting: row.setting,
    expert: row.expert,
    myRole,
    emergencies: emergencies.map(({ person, reason, until }) => ({
      by: personView(person),
      reason,
      until,
    })),
    people: study.people.map(studyPersonView),
    guests: studyGuestViews(study, now),
    lessons: study.lessons.map((lesson) => ({
      ...courseOf(lesson, { reader, studyRole: myRole, hasEmergency }),
      steps: stepsOf(study, lesson),
      id: lesson.id,
      number: lesson.number,
      planId: lesson.planId,
      planEpoch: lesson.planEpoch,
      planFrozen: lesson.planFrozenAt !== null,
      setAside: lesson.setAside.find(({ personId }) => personId === reader)?.count ?? 0,
      date: lesson.date,
      startsAt: lesson.startsAt,
      minutes: lesson.minutes,
      teacherId: lesson.teacherId,
      observers: lesson.observers.map(({ personId, pupilIds }) => ({
        personId,
        // A pupil who was taken out and is put back is watched by the same person again.
        pupilIds: pupilIds.filter((id) => isOpen.has(id)),
      })),
    })),
    pupils: open.map(casePupilView),
    droppedPupils: study.pupils.filter((pupil) => pupil.droppedAt !== null).map(casePupilView),
    isExample: row.isExample,
    changedAt: changeOf(study).at,
  }
}

/** How far a lesson is, and its documents that somebody in the study may read. */
function courseOf(
  lesson: StudyLesson,
  standing: { reader: PersonId; studyRole: StudyRole | null; hasEmergency: boolean },
) {
  const { reader, studyRole, hasEmergency } = standing
  const notesShared = areNotesShared(lesson)
  const mayRead = ({ kind, personId }: LessonDocument) =>
    documentSyncRole({
      kind,
      studyRole,
      frozen: false,
      isOwn: personId === reader,
      notesShared,
      hasEmergency,
    }) !== null
  return {
    begun: named(lesson, lesson.begunAt, lesson.begunBy),
    ended: named(lesson, lesson.endedAt, lesson.endedBy),
    notesShared: lesson.notesShared ?? 'end',
    documents: lesson.documents.filter(mayRead).map((document) => ({
      id: document.documentId,
      epoch: document.epoch,
      kind: document.kind,
      person: document.person && personView(document.person),
      isEmpty: document.isEmpty,
      changedAt: document.changedAt,
    })),
    removedDocuments: lesson.removed,
    marks: lesson.marks.map(({ id, rowId, at, person }) => ({
      id,
      rowId,
      at,
      by: person && personView(person),
    })),
  }
}

/** A study in a list, as one of its people sees it on a calendar day of the school (`YYYY-MM-DD`). */
export function studyRowView(
  study: StudyInBrief,
  { reader, day, rooms }: { reader: PersonId; day: string; rooms: OpenRooms },
): StudyRowView {
  const change = changeOf(study)
  const next = study.lessons
    .filter((lesson) => lesson.date !== null && lesson.date >= day)
    .sort(bySchedule)[0]
  const here = study.lessons.flatMap((lesson) =>
    [lesson.planId, ...lesson.documents.map((one) => one.documentId)].flatMap((document) =>
      rooms.peopleIn(document),
    ),
  )
  return {
    id: study.row.id,
    title: study.row.title,
    focus: study.row.focus,
    classCode: study.row.classCode,
    people: study.people.map(studyPersonView),
    lessonCount: study.lessons.length,
    next: next ? { number: next.number, date: next.date as string, startsAt: next.startsAt } : null,
    changedAt: change.at,
    changedBy: change.by === null || change.by.id === reader ? null : change.by,
    here: onceEach(here.filter((person) => person.id !== reader)),
    isExample: study.row.isExample,
  }
}

export interface ComingLesson {
  study: StudyInBrief
  lesson: PlannedLesson
}

/** The research lessons from a day on, soonest first. */
export function comingLessons(studies: StudyInBrief[], day: string): ComingLesson[] {
  return studies
    .flatMap((study) => study.lessons.map((lesson) => ({ study, lesson })))
    .filter(({ lesson }) => lesson.date !== null && lesson.date >= day)
    .sort((a, b) => bySchedule(a.lesson, b.lesson))
    .slice(0, comingUpMax)
}

/** A coming lesson as one of the study's people sees it; `watching` are the pupils that person will watch. */
export function comingLessonView(
  { study, lesson }: ComingLesson,
  { reader, watching }: { reader: PersonId; watching: PupilRow[] },
): TodayView['comingUp'][number] {
  const teacher = study.people.find((person) => person.id === lesson.teacherId)
  return {
    studyId: study.row.id,
    studyTitle: study.row.title,
    number: lesson.number,
    date: lesson.date as string,
    startsAt: lesson.startsAt,
    classCode: study.row.classCode,
    teacher: teacher ? personView(teacher) : null,
    watching: watching.filter((pupil) => pupil.droppedAt === null).map((pupil) => pupil.pseudonym),
    iTeach: lesson.teacherId === reader,
  }
}

/** When the study or one of its plans was last changed, and who wrote if it was a plan. */
function changeOf(study: StudyInBrief): { at: number; by: PersonView | null } {
  return study.lessons.reduce(
    (last, lesson) =>
      lesson.planChangedAt > last.at || (lesson.planChangedAt === last.at && last.by === null)
        ? { at: lesson.planChangedAt, by: lesson.planChangedBy }
        : last,
    { at: study.row.changedAt, by: null as PersonView | null },
  )
}

interface Scheduled {
  date: string | null
  startsAt: string | null
  number: number
}

function bySchedule(a: Scheduled, b: Scheduled): number {
  const at = (lesson: Scheduled) => `${lesson.date} ${lesson.startsAt ?? '99:99'}`
  return at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a.number - b.number
}

function onceEach(people: readonly PersonView[]): PersonView[] {
  return [...new Map(people.map((person) => [person.id, personView(person)])).values()]
}

function personView({ id, name, colour }: PersonView): PersonView {
  return { id, name, colour }
}

function studyPersonView(person: StudyPerson): StudyPersonView {
  return { ...personView(person), role: person.role }
}

function casePupilView({ id, code, pseudonym, learnerGroup }: PupilRow): CasePupilView {
  return { id, code, pseudonym, learnerGroup }
}
