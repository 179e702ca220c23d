import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte'
import { ulid } from 'ulid'
import { afterEach, describe, expect, it } from 'vitest'
import { actSentence } from '../../client/screens/lesson-study/act-words.ts'
import Agreement from '../../client/screens/lesson-study/Agreement.svelte'
import { normsOf } from '../../client/screens/lesson-study/agreement-words.ts'
import LessonSummary from '../../client/screens/lesson-study/LessonSummary.svelte'
import type { OpenCourse } from '../../client/screens/lesson-study/open-course.svelte.ts'
import { timeSpan } from '../../client/screens/lesson-study/record/release-words.ts'
import { decisionState } from '../../client/screens/lesson-study/record/record-words.ts'
import { stepWords } from '../../client/screens/lesson-study/study-steps.ts'
import type { AgreementId, PersonId } from '../../shared/ids.ts'
import { starterNorms } from '../../shared/lesson-study/agreement.ts'
import type { CourseView } from '../../shared/lesson-study/course.ts'
import { lessonView, stepViews, studyView } from './plan-double.ts'

const person = (name: string) => ({ id: ulid() as PersonId, name, colour: 1 })
const amira = person('Amira')
const ben = person('Ben')
const noon = Date.UTC(2026, 10, 25, 12)
const act = { at: noon, by: ben }

afterEach(cleanup)

describe('how far a step is, in words', () => {
  const study = studyView({ people: [{ ...amira, role: 'teacher' }] })
  const words = (step: Parameters<typeof stepWords>[0], about: Parameters<typeof lessonView>[0]) =>
    stepWords(step, lessonView(about), { study, timeZone: 'Europe/London' })

  it('says when it is, that it was begun, and who taught it when', () => {
    expect(words('teach', { date: null })).toBe('No date yet')
    expect(words('teach', { date: '2026-11-25' })).toBe('On Wed 25 Nov')
    const begun = stepViews({ teach: { state: 'begun', act } })
    expect(words('teach', { steps: begun })).toBe('Begun Wed 25 Nov, Ben')
    const steps = stepViews({ teach: { state: 'done', act } })
    expect(words('teach', { steps, teacherId: amira.id })).toBe('Taught Wed 25 Nov, Amira')
  })

  it('goes by the day where the school is', () => {
    const late = { at: Date.UTC(2026, 5, 25, 23, 30), by: ben }
    const steps = stepViews({ discuss: { state: 'done', act: late } })
    expect(words('discuss', { steps })).toBe('Closed Fri 26 Jun, Ben')
  })

  it('counts nothing', () => {
    for (const state of ['empty', 'begun', 'done'] as const) {
      const steps = stepViews({ voice: { state, act: null } })
      expect(words('voice', { steps })).not.toMatch(/\d/)
    }
  })
})

describe('a lesson in the overview', () => {
  it('shows each of its five steps as a link, and lets roles rotate until it is begun', async () => {
    let rotated = 0
    const lesson = lessonView({ number: 2 })
    const props = {
      study: studyView({ lessons: [lesson] }),
      lesson,
      isMain: true,
      readonly: false,
      onchange: () => {},
      onrotate: () => void (rotated += 1),
    }
    const { rerender } = render(LessonSummary, { props })
    const cells = within(screen.getByRole('list', { name: 'Steps of lesson 2' }))
    expect(cells.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(
      ['plan', 'observe', 'voice', 'discuss', 'again'].map(
        (step) => `/studies/${props.study.id}/lessons/2/${step}`,
      ),
    )
    await fireEvent.click(screen.getByRole('button', { name: 'Rotate the roles for lesson 2' }))
    expect(rotated).toBe(1)
    await rerender({ ...props, lesson: { ...lesson, begun: act } })
    expect(screen.queryByRole('button', { name: /Rotate/ })).toBeNull()
    expect(screen.getByRole('link', { name: 'What we saw in lesson 2' })).toBeTruthy()
  })
})

describe('what was agreed', () => {
  const course = (agreement: CourseView['agreement'], agreed: number[] = []) =>
    ({
      view: {
        agreement,
        ...{ earlierAgreements: [], milestones: [], cover: [], acts: [], sameTheme: [] },
      },
      agree: async (version: number) => void agreed.push(version),
      reword: async () => {},
    }) as unknown as OpenCourse
  const wording = (signs: (typeof act)[]) => ({
    ...{ id: ulid() as AgreementId, version: 3, norms: ['Pupils first.'] },
    written: act,
    signs,
  })

  it('offers the starter set, and takes it by one tap', async () => {
    const agreed: number[] = []
    render(Agreement, {
      props: { course: course(null, agreed), me: amira.id, readonly: true },
    })
    expect(screen.getByText(starterNorms[0]!)).toBeTruthy()
    await fireEvent.click(screen.getByRole('button', { name: 'I agree' }))
    expect(agreed).toEqual([0])
    // Whoever only observes agrees and leaves the wording to the teachers.
    expect(screen.queryByRole('button', { name: 'Change the wording' })).toBeNull()
  })

  it('asks for the version that is shown, and is folded for whoever agreed to it', async () => {
    const agreed: number[] = []
    render(Agreement, {
      props: { course: course(wording([act]), agreed), me: amira.id, readonly: false },
    })
    expect(screen.getByText(/Ben changed the wording/)).toBeTruthy()
    await fireEvent.click(screen.getByRole('button', { name: 'I agree' }))
    expect(agreed).toEqual([3])
    cleanup()
    const signed = wording([act, { at: noon, by: amira }])
    render(Agreement, { props: { course: course(signed), me: amira.id, readonly: false } })
    expect(screen.queryByRole('button', { name: 'I agree' })).toBeNull()
    const fold = screen.getByRole('button', { name: 'Read it' })
    expect(fold.getAttribute('aria-expanded')).toBe('false')
    expect(screen.getByText(/^You agreed, /)).toBeTruthy()
  })

  it('is written with one sentence in each line', () => {
    expect(normsOf('  Pupils first. \n\n No gossip.\n')).toEqual(['Pupils first.', 'No gossip.'])
  })
})

it('says what somebody did, by name, and of whom the name is gone too', () => {
  const one = { lesson: 1, by: ben, note: '' }
  expect(actSentence({ ...one, kind: 'lesson-begun' })).toBe(
    'Ben began lesson 1. The plan we taught kept itself.',
  )
  expect(actSentence({ ...one, by: null, lesson: null, kind: 'agreement-changed' })).toBe(
    'Somebody who has left changed the wording of what we agreed.',
  )
})

it('says where a decision stands, and how long somebody is away', () => {
  const [first, second] = [lessonView({ number: 1 }), lessonView({ number: 2 })]
  const decision = { state: 'in-plan' as const, planLessonId: second.id, owner: ben }
  expect(decisionState(decision, [first, second])).toBe('In the plan of lesson 2. Ben sees to it.')
  expect(timeSpan('23:30', 45)).toBe('23:30 to 00:15')
})
