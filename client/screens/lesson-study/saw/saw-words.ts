import type { PersonId } from '../../../../shared/ids.ts'
import type { LessonView, StudyView } from '../../../../shared/lesson-study/api.ts'
import { sawPatternsRoot } from '../../../../shared/lesson-study/what-we-saw.ts'
import { listNames } from '../../../parts/names.ts'
import { dayWords } from '../../../parts/day-words.ts'

type Named = { id: string; name: string }

/** The names of people, the reader first as "You"; whoever has left has none any more. */
export function namesFor(
  ids: readonly PersonId[],
  people: readonly Named[],
  me: PersonId,
): string[] {
  const others = ids.flatMap((id) => people.find((one) => one.id === id && id !== me)?.name ?? [])
  return [...(ids.includes(me) ? ['You'] : []), ...others]
}

/** "You and Cerys saw this too", or null while nobody says so. */
export function sawTooWords(
  ids: readonly PersonId[],
  people: readonly Named[],
  me: PersonId,
): string | null {
  const names = namesFor(ids, people, me)
  return names.length === 0 ? null : `${listNames(names)} saw this too`
}

/** "Ben and Cerys are writing", or nothing. */
export function writingWords(names: readonly string[]): string {
  if (names.length === 0) return ''
  return `${listNames(names)} ${names.length === 1 ? 'is' : 'are'} writing`
}

/** "Lesson 2. Year 4 fractions. Ben taught class 4B today." */
export function lessonLine(study: StudyView, lesson: LessonView, now: Date = new Date()): string {
  const about = study.focus || study.title
  const teacher = study.people.find(({ id }) => id === lesson.teacherId)?.name
  const whom = study.classCode === '' ? 'this lesson' : `class ${study.classCode}`
  const sentences = [`Lesson ${lesson.number}`, about]
  if (teacher) {
    const verb = lesson.begun ? 'taught' : 'teaches'
    sentences.push(`${teacher} ${verb} ${whom}${whenWords(lesson.date, now)}`)
  }
  return sentences.map((one) => (/[.?!]$/.test(one) ? one : `${one}.`)).join(' ')
}

function whenWords(date: string | null, now: Date): string {
  if (date === null) return ''
  const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
  return date === today ? ' today' : ` on ${dayWords(date, now)}`
}

const pad = (value: number) => String(value).padStart(2, '0')

/** Where a text of this screen's documents stands, in words. */
export function sawPlaceName(root: string, study: StudyView): string {
  const [kind, pupil = ''] = root.split(':')
  if (kind === 'pupil') {
    const known = [...study.pupils, ...study.droppedPupils].find(({ id }) => id === pupil)
    return known?.pseudonym ?? 'A case pupil'
  }
  if (root === sawPatternsRoot) return 'Patterns'
  if (kind === 'cites') return 'Notes that are quoted'
  return kind === 'notes' ? 'Your notes' : 'What you said beside the notes'
}
