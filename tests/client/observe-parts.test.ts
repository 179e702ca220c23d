import { cleanup, fireEvent, render, screen } from '@testing-library/svelte'
import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredRequest } from '../../client/offline/waiting-requests.ts'
import GroundRules from '../../client/screens/lesson-study/observe/GroundRules.svelte'
import LessonClock from '../../client/screens/lesson-study/observe/LessonClock.svelte'
import NotesNotices from '../../client/screens/lesson-study/observe/NotesNotices.svelte'
import QuietTimer from '../../client/screens/lesson-study/observe/QuietTimer.svelte'
import ReviewNote from '../../client/screens/lesson-study/observe/ReviewNote.svelte'
import type { StageTime } from '../../client/screens/lesson-study/observe/stage-clock.ts'
import type { LessonId, NoteId, PersonId, RowId } from '../../shared/ids.ts'
import { addNote, listNotes, writeNote } from '../../shared/lesson-study/observation.ts'
import { lessonView, openPlan, pupilView } from './plan-double.ts'

const timeZone = 'Europe/London'
const minute = (count: number) => Date.UTC(2026, 10, 25, 10, count)

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  localStorage.clear()
})

function stage(title: string, planned: number | null, begun: number | null): StageTime {
  const id = ulid() as RowId
  const row = { id, rank: title, minutes: 12, title, deleted: false, broken: false }
  return {
    row,
    plannedAt: planned === null ? null : minute(planned),
    begunAt: begun === null ? null : minute(begun),
  }
}

describe('the clock of a lesson', () => {
  const times = [
    stage('Counting stick', 5, 5),
    stage('Washing line', 13, 15),
    stage('Exit', 25, null),
  ]
  const props = {
    ...{ times, current: times[1]!.row.id, now: minute(21), timeZone },
    ...{ isEnded: false, mayMark: true, mayEnd: true, reviewHref: '/review' },
    ...{ onbegin: vi.fn(), onnext: vi.fn(), onend: vi.fn() },
  }

  it('shows the time, how far the stage is, and beside its time when it was to begin', () => {
    render(LessonClock, props)
    expect(screen.getByRole('timer').textContent).toBe('10:21')
    expect(screen.getByText('6 of 12 minutes')).toBeTruthy()
    const [first, second, third] = screen.getAllByTitle('This stage begins now')
    expect(first!.textContent).toBe('10:05Counting stick')
    expect(second!.textContent).toBe('10:15Washing lineplanned 10:13')
    expect(third!.textContent).toBe('10:25Exit')
  })

  it('offers a next stage while there is one, and its end to those who may say it', async () => {
    const { rerender } = render(LessonClock, props)
    await fireEvent.click(screen.getByRole('button', { name: 'Next stage' }))
    expect(props.onnext).toHaveBeenCalledOnce()
    await rerender({ current: times[2]!.row.id })
    expect(screen.queryByRole('button', { name: 'Next stage' })).toBeNull()
    await fireEvent.click(screen.getByRole('button', { name: 'The lesson is over' }))
    expect(props.onend).toHaveBeenCalledOnce()
    await rerender({ mayEnd: false })
    expect(screen.queryByRole('button', { name: 'The lesson is over' })).toBeNull()
    await rerender({ isEnded: true })
    expect(screen.getByRole('link', { name: 'Quiet review' }).getAttribute('href')).toBe('/review')
  })

  it('begins any stage that is tapped', async () => {
    render(LessonClock, props)
    await fireEvent.click(screen.getAllByTitle('This stage begins now')[2]!)
    expect(props.onbegin).toHaveBeenCalledWith(times[2]!.row)
  })
})

describe('the ground rules', () => {
  const ids = { person: ulid() as PersonId, lesson: ulid() as LessonId, isOver: false }

  it('are shown for twenty seconds, and once for a person and a lesson', async () => {
    vi.useFakeTimers()
    render(GroundRules, ids)
    expect(screen.getByText('Stay with the same pupils.')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(19_900)
    expect(screen.queryByText('Stay with the same pupils.')).toBeTruthy()
    await vi.advanceTimersByTimeAsync(200)
    expect(screen.queryByText('Stay with the same pupils.')).toBeNull()
    cleanup()
    render(GroundRules, ids)
    expect(screen.queryByText('Stay with the same pupils.')).toBeNull()
    cleanup()
    render(GroundRules, { ...ids, lesson: ulid() as LessonId })
    expect(screen.getByText('Stay with the same pupils.')).toBeTruthy()
  })

  it('go at once when they are put away', async () => {
    render(GroundRules, ids)
    await fireEvent.click(screen.getByRole('button', { name: 'Put these away' }))
    expect(screen.queryByText('Stay with the same pupils.')).toBeNull()
  })
})

describe('what must be known before one’s notes', () => {
  const nothing = { refused: [], dismiss: () => Promise.resolve() }

  it('is how many of them wait on this device', () => {
    const document = {
      ...openPlan(0),
      save: { current: { kind: 'offline' as const, count: 5 }, needsLeaveWarning: false },
      unsentPlaces: ['notes/a', 'notes/b', 'notes/c', 'notes/d', 'first:ask'],
    }
    render(NotesNotices, { document, outbox: nothing, lesson: lessonView().id })
    expect(screen.getByText('Offline — 4 notes safe on this device, will sync')).toBeTruthy()
  })

  it('is that a stage tap was not taken, in the server’s words, until it is put away', async () => {
    const { id } = lessonView()
    const dismissed: StoredRequest[] = []
    const refusal = { code: 'invalid' as const, sentence: 'The time cannot be right.' }
    const request: StoredRequest = {
      ...{ key: 'mark:x', method: 'POST', path: `/api/lessons/${id}/marks`, body: {} },
      ...{ place: 1, version: 'v', tries: 0, refusal },
    }
    const outbox = {
      refused: [request, { ...request, key: 'other', path: '/api/lessons/another/marks' }],
      dismiss: async (one: StoredRequest) => void dismissed.push(one),
    }
    render(NotesNotices, { document: openPlan(0), outbox, lesson: id })
    expect(screen.getAllByRole('alert')).toHaveLength(1)
    await fireEvent.click(screen.getByRole('button', { name: 'Put this away' }))
    expect(dismissed).toEqual([request])
  })

  it('is every word that was refused, to be copied', () => {
    const texts = [{ root: 'notes/a', text: 'I saw her smile.' }]
    const recovery = {
      current: [{ id: 'kept', reason: 'ended' as const, keptAt: 0, texts }],
      dismiss: () => Promise.resolve(),
    }
    const document = { ...openPlan(0), recovery }
    render(NotesNotices, { document, outbox: nothing, lesson: lessonView().id })
    expect(screen.getByRole('alert').textContent).toContain('Not saved. Copy your text')
    expect(screen.getByText('I saw her smile.')).toBeTruthy()
  })
})

describe('a note in the quiet review', () => {
  const pupils = [pupilView('A', 'Wren'), pupilView('B', 'Heron')]
  let document: ReturnType<typeof openPlan>
  const id = ulid() as NoteId
  const note = () => listNotes(document.doc)[0]!

  beforeEach(() => {
    document = openPlan(0)
    document.edit((doc) => {
      addNote(doc, { id, at: minute(19), stage: null, pupils: [pupils[0]!.id] })
      writeNote(doc, id, 'I saw')
    })
  })

  function show() {
    return render(ReviewNote, {
      ...{ note: note(), document, plan: null, stages: [], pupils, timeZone },
    })
  }

  it('says of each choice what it is, and lets go of it when it is chosen again', async () => {
    const { rerender } = show()
    await fireEvent.click(screen.getByRole('button', { name: 'Said' }))
    expect(note().kind).toBe('said')
    await rerender({ note: note() })
    await fireEvent.click(screen.getByRole('button', { name: 'Said' }))
    expect(note().kind).toBeNull()
    await fireEvent.click(screen.getByRole('button', { name: 'Not seen' }))
    expect(note().match).toBe('not-seen')
  })

  it('can be about more than one pupil, and about the class', async () => {
    const { rerender } = show()
    await fireEvent.click(screen.getByRole('button', { name: 'B Heron' }))
    expect(note().pupils).toEqual(pupils.map((pupil) => pupil.id))
    await rerender({ note: note() })
    expect(screen.getByRole('heading').textContent).toContain('Wren, Heron')
    await fireEvent.click(screen.getByRole('button', { name: 'Class' }))
    expect(note().pupils).toEqual([])
  })

  it('is finished once it says something', async () => {
    const { rerender } = show()
    const field = screen.getByRole('textbox', { name: 'What I saw or heard' })
    await fireEvent.change(field)
    expect(note().isKept).toBe(false)
    await fireEvent.input(field, { target: { value: 'I saw her smile.' } })
    await rerender({ note: note() })
    await fireEvent.change(field)
    expect(note()).toMatchObject({ text: 'I saw her smile.', isKept: true })
  })
})

it('ten quiet minutes count and end nothing', async () => {
  vi.useFakeTimers({ now: 0 })
  render(QuietTimer, { now: () => Date.now() })
  await fireEvent.click(screen.getByRole('button', { name: 'Ten quiet minutes' }))
  expect(screen.getByText('10 minutes left')).toBeTruthy()
  await vi.advanceTimersByTimeAsync(5.5 * 60_000)
  expect(screen.getByText('5 minutes left')).toBeTruthy()
  expect(screen.getByRole('status').textContent).toBe('Half of the time has gone')
  await vi.advanceTimersByTimeAsync(30 * 60_000)
  expect(screen.getAllByText('Ten minutes have gone. Take the time you need.')).toHaveLength(2)
})
