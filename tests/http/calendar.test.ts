import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { studyCalendar } from '../../server/lesson-study/calendar.ts'
import { momentOf } from '../../server/community/school-day.ts'
import type { LessonId, PersonId } from '../../shared/ids.ts'
import type { MilestoneView } from '../../shared/lesson-study/course.ts'
import { readCalendar } from '../support/read-calendar.ts'
import { newId, StudyWorld } from '../support/study-world.ts'

const lessonId = newId<'lesson'>()
const one = (about: Partial<MilestoneView>): MilestoneView => ({
  ...{ lessonId, lesson: 1, kind: 'lesson', date: '2026-11-25', startsAt: null, moved: null },
  ...about,
})
const file = (milestones: MilestoneView[], about: { title?: string; classCode?: string } = {}) =>
  studyCalendar({
    title: 'Why do they read a fraction as two numbers?',
    classCode: '4B',
    minutes: new Map<LessonId, number>([[lessonId, 60]]),
    timeZone: 'Europe/London',
    now: Date.UTC(2026, 10, 23, 9, 0),
    milestones,
    ...about,
  })

describe('a moment where the school is', () => {
  it('keeps to winter and summer time', () => {
    expect(momentOf('2026-11-25', '10:05', 'Europe/London')).toBe(Date.UTC(2026, 10, 25, 10, 5))
    expect(momentOf('2026-06-25', '10:05', 'Europe/London')).toBe(Date.UTC(2026, 5, 25, 9, 5))
    expect(momentOf('2026-06-25', '00:30', 'Pacific/Auckland')).toBe(Date.UTC(2026, 5, 24, 12, 30))
    expect(momentOf('2026-06-25', '23:30', 'America/St_Johns')).toBe(Date.UTC(2026, 5, 26, 2, 0))
  })

  it('is an hour later where summer time leaves it out, and the first where it comes twice', () => {
    expect(momentOf('2026-03-29', '01:30', 'Europe/London')).toBe(Date.UTC(2026, 2, 29, 1, 30))
    expect(momentOf('2026-10-25', '01:30', 'Europe/London')).toBe(Date.UTC(2026, 9, 25, 0, 30))
    expect(momentOf('2026-10-25', '09:00', 'Europe/London')).toBe(Date.UTC(2026, 9, 25, 9, 0))
    expect(momentOf('2026-03-29', '09:00', 'Europe/London')).toBe(Date.UTC(2026, 2, 29, 8, 0))
  })
})

describe('the calendar file of a study', () => {
  it('gives times in UTC and days as days', () => {
    const [timed, day] = readCalendar(
      file([one({ startsAt: '10:05' }), one({ kind: 'idea', date: '2026-12-31' })]),
    )
    expect(timed).toMatchObject({
      DTSTART: '20261125T100500Z',
      DTEND: '20261125T110500Z',
      DTSTAMP: '20261123T090000Z',
      SUMMARY: 'Lesson 1, class 4B: research lesson',
    })
    expect(day).toMatchObject({
      'DTSTART;VALUE=DATE': '20261231',
      'DTEND;VALUE=DATE': '20270101',
    })
  })

  it('names each event the same whenever it is made, and no two alike', () => {
    const kinds = ['idea', 'meeting', 'final', 'lesson', 'discussion'] as const
    const uids = (date: string) =>
      readCalendar(file(kinds.map((kind) => one({ kind, date })))).map(({ UID }) => UID)
    expect(uids('2026-11-25')).toEqual(uids('2026-12-02'))
    expect(new Set(uids('2026-11-25')).size).toBe(kinds.length)
  })

  it('escapes what has a meaning, and folds long lines between characters', () => {
    const title = `Why; “reading”, \\ then
writing? ${'ŵŷ Llanfairpwllgwyngyll 🧮 '.repeat(12)}`
    const text = file([one({})], { title, classCode: '4B, set 2' })
    const lines = text.split('\r\n')
    expect(lines.at(-1)).toBe('')
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text).not.toContain('\uFFFD')
    const [event] = readCalendar(text)
    expect(event).toMatchObject({
      DESCRIPTION: title,
      SUMMARY: 'Lesson 1, class 4B, set 2: research lesson',
    })
  })
})

describe('over HTTP', () => {
  let world: StudyWorld
  let amira: PersonId
  beforeAll(async () => {
    world = await StudyWorld.open()
    amira = await world.person('Amira')
  })
  afterAll(() => world.close())

  it('is a calendar of the dates of every lesson, without a pupil or a note in it', async () => {
    const study = await world.study(amira)
    const lesson = study.lessons[0]!
    await world.view(amira, 'PATCH', `/lessons/${lesson.id}`, {
      date: '2026-06-10',
      startsAt: '10:05',
    })
    const answer = await world.ask(amira, 'GET', `/studies/${study.id}/calendar.ics`)
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const text = await answer.text()
    const events = readCalendar(text)
    expect(events.map((event) => event['SUMMARY'])).toEqual([
      'Lesson 1: topic and rough idea',
      'Lesson 1: plan together',
      'Lesson 1: final plan to the observers',
      'Lesson 1: research lesson',
      'Lesson 1: discussion',
    ])
    expect(events[3]).toMatchObject({ DTSTART: '20260610T090500Z' })
    for (const { pseudonym } of study.pupils) expect(text).not.toContain(pseudonym)
  })
})
