import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import type { StoredRequest, WaitingRequest } from '../../client/offline/waiting-requests.ts'
import { StageMarks } from '../../client/screens/lesson-study/observe/stage-marks.svelte.ts'
import type { RowId, StageMarkId } from '../../shared/ids.ts'
import { lessonView } from './plan-double.ts'

const [first, second] = [ulid() as RowId, ulid() as RowId]

/** An outbox in which everything waits until the test lets it through. */
class SlowOutbox {
  waiting: WaitingRequest[] = []
  refused: StoredRequest[] = []
  send = async (request: WaitingRequest) => {
    this.waiting = [...this.waiting.filter(({ key }) => key !== request.key), request]
  }
}

function open(lesson = lessonView()) {
  const outbox = new SlowOutbox()
  let now = 0
  const around = {
    lesson: () => lesson,
    outbox,
    now: () => (now += 1_000),
    newId: () => ulid() as StageMarkId,
  }
  return { marks: new StageMarks(around), again: () => new StageMarks(around), outbox, lesson }
}

const rows = (marks: StageMarks) => marks.all.map(({ rowId }) => rowId)

describe('a stage tap', () => {
  it('counts at once, and is sent with its own id and time', () => {
    const { marks, outbox, lesson } = open()
    const id = marks.mark(first)
    expect(marks.all).toEqual([{ id, rowId: first, at: 1_000 }])
    expect(outbox.waiting).toEqual([
      {
        ...{ key: `mark:${id}`, method: 'POST', path: `/api/lessons/${lesson.id}/marks` },
        body: { id, rowId: first, at: 1_000 },
      },
    ])
  })

  it('is still there after a restart, and once when the server has it too', () => {
    const { marks, again, outbox, lesson } = open()
    const id = marks.mark(first)
    expect(rows(again())).toEqual([first])
    lesson.marks = [{ id, rowId: first, at: 1_000, by: null }]
    expect(rows(marks)).toEqual([first])
    outbox.waiting = []
    expect(rows(marks)).toEqual([first])
  })

  it('does not vanish between being sent and the next view', () => {
    const { marks, outbox } = open()
    marks.mark(first)
    outbox.waiting = []
    expect(rows(marks)).toEqual([first])
  })

  it('is taken back behind itself, before and after it was sent', () => {
    const { marks, again, outbox } = open()
    marks.mark(first)
    const mistake = marks.mark(second)
    marks.takeBack(mistake)
    expect(rows(marks)).toEqual([first])
    expect(rows(again())).toEqual([first])
    expect(outbox.waiting.map(({ method }) => method)).toEqual(['POST', 'POST', 'DELETE'])
  })

  it('that the server refused does not count', () => {
    const { marks, outbox } = open()
    const id = marks.mark(first)
    const refusal = { code: 'invalid' as const, sentence: 'The time cannot be right.' }
    const [request] = outbox.waiting
    outbox.waiting = []
    outbox.refused = [{ ...request!, place: 1, version: 'v', tries: 0, refusal }]
    expect(outbox.refused[0]!.key).toBe(`mark:${id}`)
    expect(rows(marks)).toEqual([])
  })
})

describe('the end of a lesson', () => {
  it('is said at once, outlives the page, and can be taken back', () => {
    const { marks, again, outbox } = open()
    expect(marks.isEnded).toBe(false)
    marks.end(true)
    expect(marks.isEnded).toBe(true)
    expect(again().isEnded).toBe(true)
    outbox.waiting = []
    expect(marks.isEnded).toBe(true)
    marks.end(false)
    expect(marks.isEnded).toBe(false)
    expect(outbox.waiting).toMatchObject([{ method: 'PUT', body: { ended: false } }])
  })
})
