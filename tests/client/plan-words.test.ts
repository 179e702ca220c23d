import { describe, expect, it } from 'vitest'
import { ulid } from 'ulid'
import { freeBirds } from '../../client/screens/lesson-study/birds.ts'
import { changeOf, headRows } from '../../client/screens/lesson-study/head-rows.ts'
import { lessonChange } from '../../client/screens/lesson-study/lesson-draft.ts'
import { dayWords } from '../../client/parts/day-words.ts'
import { hereSentence, inItNow } from '../../client/parts/names.ts'
import {
  classWords,
  groupWord,
  lessonSentence,
  minutesWords,
  watchingSentence,
} from '../../client/screens/lesson-study/study-words.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { StudyPersonView } from '../../shared/lesson-study/api.ts'
import { lessonView, studyView } from './plan-double.ts'

const person = (name: string): StudyPersonView => ({
  id: ulid() as PersonId,
  name,
  colour: 1,
  role: 'teacher',
})

describe('who is here, in words', () => {
  it('says so kindly when nobody else is', () => {
    expect(hereSentence([])).toBe('Just you here')
    expect(inItNow([])).toBe('Nobody here just now')
  })

  it('names everybody while they are few', () => {
    expect(hereSentence(['Ben', 'Cerys'])).toBe('You, Ben and Cerys are here')
    expect(inItNow(['Ben'])).toBe('Ben is in it now')
  })

  it('counts the rest when they are many', () => {
    expect(hereSentence(['Ben', 'Cerys', 'Dafydd', 'Efa', 'Femi'])).toBe(
      'You, Ben, Cerys, Dafydd and 2 more are here',
    )
  })
})

describe('a research lesson, in words', () => {
  const [ben, amira, cerys] = [person('Ben'), person('Amira'), person('Cerys')]
  const people = [ben, amira, cerys]

  it('says who teaches, when, and who observes', () => {
    const lesson = lessonView({
      teacherId: ben.id,
      observers: [amira, cerys].map(({ id }) => ({ personId: id, pupilIds: [] })),
    })
    expect(lessonSentence(lesson, people)).toBe(
      'Ben teaches, Wednesday 25 November, 10:05. Amira and Cerys observe.',
    )
  })

  it('says only what is known', () => {
    const bare = { date: null, startsAt: null }
    expect(lessonSentence(lessonView(bare), people)).toBe(
      'Nobody has said yet who teaches and when.',
    )
    const one = { personId: amira.id, pupilIds: [] }
    expect(lessonSentence(lessonView({ ...bare, observers: [one] }), people)).toBe(
      'Amira observes.',
    )
  })

  it('says who watches whom', () => {
    const study = studyView({ people })
    const [wren, heron] = study.pupils
    const lesson = lessonView({
      observers: [
        { personId: amira.id, pupilIds: [wren!.id, heron!.id] },
        { personId: cerys.id, pupilIds: [] },
      ],
    })
    expect(watchingSentence(lesson, study)).toBe(
      'Amira watches Wren and Heron. Cerys watches the class.',
    )
  })

  it('names the year only when it is another one', () => {
    const now = new Date('2026-11-21T12:00:00Z')
    expect(dayWords('2026-11-25', now)).toBe('Wednesday 25 November')
    expect(dayWords('2027-01-13', now)).toBe('Wednesday 13 January 2027')
  })

  it('sends only what was changed', () => {
    const lesson = lessonView({ teacherId: ben.id })
    const draft = {
      date: '2026-11-25',
      startsAt: '10:05',
      minutes: 60,
      teacherId: ben.id,
      watching: new Map<PersonId, []>(),
    }
    expect(lessonChange(lesson, draft)).toEqual({})
    expect(lessonChange(lesson, { ...draft, date: '', minutes: 50 })).toEqual({
      date: null,
      minutes: 50,
    })
    expect(lessonChange(lesson, { ...draft, watching: new Map([[amira.id, []]]) })).toEqual({
      observers: [{ personId: amira.id, pupilIds: [] }],
    })
  })
})

describe('the head of a plan', () => {
  it('says class and group in a few words', () => {
    expect(classWords({ classCode: '4B', yearGroup: '', pupilCount: 28 })).toBe('4B, 28 pupils')
    expect(groupWord(2)).toBe('Pair')
    expect(groupWord(3)).toBe('Triad')
    expect(groupWord(4)).toBe('Group')
  })

  it('takes a number of pupils, or none, and nothing else', () => {
    const pupils = headRows.find((row) => row.key === 'pupilCount')!
    expect(changeOf(pupils, '28')).toEqual({ pupilCount: 28 })
    expect(changeOf(pupils, '')).toEqual({ pupilCount: null })
    expect(() => changeOf(pupils, 'many')).toThrow('Write a number from 1 to 99.')
    expect(() => changeOf(pupils, '0')).toThrow()
  })

  it('warns when the minutes run over', () => {
    expect(minutesWords(60, 60)).toEqual({ text: '60 of 60 minutes planned', isOver: false })
    expect(minutesWords(64, 60)).toEqual({ text: '64 of 60 minutes', isOver: true })
  })

  it('offers birds that nobody in the study is called by', () => {
    const free = freeBirds(['Wren', 'heron'])
    expect(free).not.toContain('Wren')
    expect(free).not.toContain('Heron')
    expect(free).toContain('Kestrel')
  })
})
