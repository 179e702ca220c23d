import type { LeftBehindView, LeftStudyView } from '../../../shared/lesson-study/left-studies.ts'
import { dayWords, shortMomentWords } from '../../parts/day-words.ts'
import { listNames } from '../../parts/names.ts'

/** What would be left without somebody who is about to go; empty where nothing would. */
export function leftBehindWords(name: string, { count, titles }: LeftBehindView): string {
  if (count === 0) return ''
  const what = count === 1 ? 'one study' : `${count} studies`
  const known = titles.length === 0 ? '' : ` You are in ${listNames(titles)}.`
  const then = 'Ask them to put a colleague in first, or put one in afterwards, under People.'
  return `Only ${name} plans in ${what}.${known} ${then}`
}

/** "Last lesson Mon 30 Nov", "Begun 12 Nov": the only thing that is said of a study besides its title. */
export function cycleWords(
  { lessonOn, createdAt }: Pick<LeftStudyView, 'lessonOn' | 'createdAt'>,
  timeZone: string | undefined,
): string {
  if (lessonOn !== null) return `Last lesson ${dayWords(lessonOn)}`
  return `Begun ${shortMomentWords(createdAt, timeZone)}`
}
