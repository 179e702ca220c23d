import type { ChapterId } from '../../../../shared/ids.ts'
import type { ClubView, TextView } from '../../../../shared/reading/api.ts'
import { meetingWords } from '../../../trying/due-words.ts'

/** What the club reads now: the text of the next meeting's chapter, else the one that was put on the shelf last. */
function currentText({ texts, meetings }: ClubView): TextView | null {
  const shelf = texts.filter((text) => !text.isRemoved)
  const chapter = meetings.find(({ state }) => state !== 'closed')?.chapterId ?? null
  const read = shelf.find(({ chapters }) => chapters.some(({ id }) => id === chapter))
  return read ?? shelf.at(-1) ?? null
}

/** "Ideas we took from How We Think" */
export function ideasTitle(club: ClubView): string {
  const text = currentText(club)
  return text === null ? 'Ideas we took' : `Ideas we took from ${text.title}`
}

/** "Book club, autumn. Next meeting Thursday at 16:00." */
export function clubLine(club: ClubView, now: Date): string {
  const next = club.meetings.find(({ state, date }) => state !== 'closed' && date !== null)
  const name = /[.?!]$/.test(club.name) ? club.name : `${club.name}.`
  if (!next?.date) return name
  const { day, time } = meetingWords({ date: next.date, startsAt: next.startsAt }, now)
  return `${name} Next meeting ${day}${time}.`
}

/** The chapter to go back to: the one of the next meeting, else the last that was added. */
export function currentChapter(club: ClubView): ChapterId | null {
  const text = currentText(club)
  const planned = club.meetings.find(({ state }) => state !== 'closed')?.chapterId
  if (text?.chapters.some(({ id }) => id === planned)) return planned ?? null
  return text?.chapters.at(-1)?.id ?? null
}
