import type { DocumentId } from '../../shared/ids.ts'

/** A research lesson with the day it is taught on. */
export interface DatedLesson {
  number: number
  /** 2026-11-26, null while nobody has chosen one. */
  date: string | null
  /** Where they are known: what of it this person may read. */
  documents?: readonly { id: DocumentId }[]
}

/** The day as a lesson's date is written, by the device's own calendar. */
export function dayOf(now: number): string {
  const date = new Date(now)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Lessons near enough to be taken along without being asked: those of today and of tomorrow. */
export function soonOf(lessons: readonly DatedLesson[], now: number): DatedLesson[] {
  const tomorrow = new Date(now)
  tomorrow.setDate(tomorrow.getDate() + 1)
  const days = [dayOf(now), dayOf(tomorrow.getTime())]
  return lessons.filter(({ date }) => days.includes(date ?? ''))
}
