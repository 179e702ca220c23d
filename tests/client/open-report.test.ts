import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import type { CommitmentView, PutReport } from '../../shared/community/commitments.ts'
import type { CommitmentId, TryReportId } from '../../shared/ids.ts'
import type { StoredRequest, WaitingRequest } from '../../client/offline/waiting-requests.ts'
import { OpenReport } from '../../client/screens/trying/open-report.svelte.ts'

const commitment = ulid() as CommitmentId
const key = `report:${commitment}`

/** A device that keeps drafts, and an outbox in which everything waits until the test lets it through. */
class Device {
  readonly kept = new Map<string, unknown>()
  isFull = false
  waiting: WaitingRequest[] = []
  refused: StoredRequest[] = []

  readonly drafts = {
    keep: async (name: string, body: unknown) => {
      if (this.isFull) throw new Error('the disk is full')
      this.kept.set(name, JSON.parse(JSON.stringify(body)))
    },
    read: async <Body>(name: string) => (this.kept.get(name) ?? null) as Body | null,
    drop: async (name: string) => void this.kept.delete(name),
  }

  send = async (request: WaitingRequest) => {
    this.waiting = [...this.waiting.filter((one) => one.key !== request.key), request]
  }
  dismiss = async (request: StoredRequest) => {
    this.refused = this.refused.filter((one) => one !== request)
  }

  refuse(sentence: string) {
    const [request] = this.waiting.splice(0, 1)
    const rest = { place: 1, version: 'a', tries: 1 }
    this.refused = [{ ...request!, ...rest, refusal: { code: 'conflict', sentence } }]
  }

  open(newId = () => ulid() as TryReportId): OpenReport {
    return new OpenReport({ commitment, drafts: this.drafts, outbox: this, newId })
  }
}

function view(report: CommitmentView['report'] = null): CommitmentView {
  return {
    ...{ id: commitment, owner: null, idea: 'Wait', classCode: '', dueOn: null, clubId: null },
    ...{ meetingId: null, ideaId: null, askedBy: null, more: {}, sharing: 'school', from: null },
    ...{ state: report ? 'reported' : 'trying', next: [], report, createdAt: 0, version: 1 },
  }
}

const stored = (version: number, happened: string): NonNullable<CommitmentView['report']> => ({
  ...{ id: ulid() as TryReportId, happened, changed: '', verdict: null, next: '', more: {} },
  ...{ sharing: 'club', createdAt: 0, changedAt: 0, version },
})

const settled = (report: OpenReport) =>
  expect.poll(() => report.kept, { interval: 1 }).not.toBe('keeping')

describe('a report', () => {
  it('is kept with every letter, and goes on after a reload under the same id', async () => {
    const device = new Device()
    const first = device.open()
    await first.begin(view())
    expect(first.words.sharing).toBe('school')
    for (const happened of ['M', 'Mo', 'More hands.']) first.write({ happened })
    await settled(first)
    expect(first.kept).toBe('kept')

    const second = device.open()
    await second.begin(view())
    expect(second.words.happened).toBe('More hands.')
    await second.send()
    const body = device.waiting[0]?.body as PutReport
    const [draft] = [...device.kept.values()]
    expect(draft).toBeUndefined()
    expect(body).toMatchObject({ version: 0, happened: 'More hands.', sharing: 'school' })
    expect(second.state).toBe('waiting')
    device.waiting = []
    expect(second.state).toBe('sent')
  })

  it('does not say it is safe where the device keeps nothing, and is sent all the same', async () => {
    const device = new Device()
    device.isFull = true
    const report = device.open()
    await report.begin(view())
    report.write({ happened: 'Hands up.' })
    await settled(report)
    expect(report.kept).toBe('failed')
    await report.send()
    expect(device.waiting[0]?.body).toMatchObject({ happened: 'Hands up.' })
  })

  it('that was sent is changed in the version that stands there', async () => {
    const device = new Device()
    const there = stored(3, 'Before.')
    const report = device.open()
    await report.begin(view(there))
    report.write({ happened: 'After.' })
    await report.send()
    expect(device.waiting[0]?.body).toMatchObject({ id: there.id, version: 3, happened: 'After.' })
  })

  it('changed elsewhere since it was begun is said, and shown', async () => {
    const device = new Device()
    const first = device.open()
    await first.begin(view())
    first.write({ happened: 'Mine.' })
    await settled(first)
    const there = stored(1, 'From the other device.')
    const second = device.open()
    await second.begin(view(there))
    expect(second.words.happened).toBe('Mine.')
    expect(second.overtaken?.happened).toBe('From the other device.')
    await second.send()
    expect(device.waiting[0]?.body).toMatchObject({ id: there.id, version: 1 })
  })

  it('that was refused can be written on', async () => {
    const device = new Device()
    const report = device.open()
    await report.begin(view())
    report.write({ happened: 'Mine.' })
    await report.send()
    device.refuse('You changed this.')
    expect(report.state).toBe('refused')
    await report.takeBack(view(stored(2, 'Theirs.')))
    expect(report.state).toBe('writing')
    expect(report.words.happened).toBe('Mine.')
    expect(device.kept.has(key)).toBe(true)
    await report.send()
    expect(device.waiting[0]?.body).toMatchObject({ version: 2, happened: 'Mine.' })
  })
})
