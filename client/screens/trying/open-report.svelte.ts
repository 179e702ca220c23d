import type {
  CommitmentView,
  PutReport,
  ReportMore,
  ReportView,
  Sharing,
  Verdict,
} from '../../../shared/community/commitments.ts'
import type { CommitmentId, TryReportId } from '../../../shared/ids.ts'
import type { Drafts } from '../../offline/drafts.ts'
import type { Outbox } from '../../offline/outbox.svelte.ts'
import type { StoredRequest, WaitingRequest } from '../../offline/waiting-requests.ts'

/** A report while it is being written. */
export interface ReportWords {
  happened: string
  changed: string
  verdict: Verdict | null
  next: string
  more: ReportMore
  sharing: Sharing
}

interface ReportDraft {
  id: TryReportId
  /** The version it was begun from; 0: there was no report. */
  version: number
  words: ReportWords
}

export interface ReportSurroundings {
  commitment: CommitmentId
  drafts: Pick<Drafts, 'keep' | 'read' | 'drop'>
  outbox: Pick<Outbox, 'waiting' | 'refused' | 'dismiss'> & {
    send: (request: WaitingRequest) => Promise<void>
  }
  newId: () => TryReportId
}

/** What became of the words on this device. */
type Kept = 'nothing' | 'keeping' | 'kept' | 'failed'

/**
 * A report being written: kept on this device with every letter, sent through the outbox, so that neither a closed tab
 * nor a missing network loses a word of it.
 */
export class OpenReport {
  readonly #around: ReportSurroundings
  readonly #key: string
  #id: TryReportId
  #version = 0
  #words = $state.raw<ReportWords>(emptyWords('club'))
  #isReady = $state(false)
  #kept = $state<Kept>('nothing')
  /** What stands on the server, where it is newer than what the draft began from. */
  #overtaken = $state.raw<ReportView | null>(null)
  #hasSent = $state(false)
  #keeping: Promise<void> = Promise.resolve()
  #writes = 0

  constructor(around: ReportSurroundings) {
    this.#around = around
    this.#key = `report:${around.commitment}`
    this.#id = around.newId()
  }

  get words(): ReportWords {
    return this.#words
  }
  /** Whether what was begun before has been looked for. */
  get isReady(): boolean {
    return this.#isReady
  }
  get kept(): Kept {
    return this.#kept
  }
  get overtaken(): ReportView | null {
    return this.#overtaken
  }

  get state(): 'writing' | 'waiting' | 'refused' | 'sent' {
    if (this.refused !== null) return 'refused'
    if (this.#waiting !== null) return 'waiting'
    return this.#hasSent ? 'sent' : 'writing'
  }

  /** What the server did not take, with its reason. */
  get refused(): StoredRequest | null {
    return this.#around.outbox.refused.find(({ key }) => key === this.#key) ?? null
  }

  get #waiting(): WaitingRequest | null {
    return this.#around.outbox.waiting.find(({ key }) => key === this.#key) ?? null
  }

  /** What is shown once it is on its way. */
  get sentWords(): ReportWords {
    const waiting = this.#waiting
    return waiting === null ? this.#words : wordsOf(waiting.body as PutReport)
  }

  /** Starts from what was begun on this device, else from the report there is. */
  async begin(commitment: CommitmentView): Promise<void> {
    const draft = await this.#around.drafts.read<ReportDraft>(this.#key).catch(() => null)
    if (this.#isReady) return
    const { report } = commitment
    if (draft !== null) {
      this.#words = { ...emptyWords(commitment.sharing), ...draft.words }
      this.#kept = 'kept'
      this.#follow(report, draft)
    } else {
      this.#words = report === null ? emptyWords(commitment.sharing) : wordsOf(report)
      this.#follow(report, null)
    }
    this.#isReady = true
  }

  /** Takes up the report again after it was sent. */
  again({ report }: CommitmentView): void {
    if (report === null) return
    this.#words = wordsOf(report)
    this.#follow(report, null)
    this.#kept = 'nothing'
    this.#hasSent = false
  }

  /** Words were written: they are on this device as soon as it can. */
  write(words: Partial<ReportWords>): void {
    this.#words = { ...this.#words, ...words }
    this.#kept = 'keeping'
    const write = ++this.#writes
    const draft: ReportDraft = { id: this.#id, version: this.#version, words: this.#words }
    this.#keeping = this.#keeping.then(async () => {
      if (write !== this.#writes) return // a later letter is on its way with this one
      await this.#keep(draft, write)
    })
  }

  /** Resolves when this device has it durably; it is sent by itself. */
  async send(): Promise<void> {
    await this.#keeping
    const { commitment, outbox, drafts } = this.#around
    const body: PutReport = { id: this.#id, version: this.#version, ...trimmed(this.#words) }
    await outbox.send({
      key: this.#key,
      method: 'PUT',
      path: `/api/commitments/${commitment}/report`,
      body,
    })
    this.#hasSent = true
    await drafts.drop(this.#key).catch(() => undefined) // shown again, it would be sent again
  }

  /** What was refused is to be written on, over what stands there now. */
  async takeBack(commitment: CommitmentView): Promise<void> {
    const refused = this.refused
    if (refused === null) return
    const body = refused.body as PutReport
    this.#follow(commitment.report, body)
    this.#hasSent = false
    this.write(wordsOf(body))
    await this.#keeping
    await this.#around.outbox.dismiss(refused)
  }

  /** The next sending changes the report that stands there, or makes one where there is none. */
  #follow(report: ReportView | null, began: { id: TryReportId; version: number } | null): void {
    if (report === null) {
      if (began !== null) this.#id = began.id
      this.#version = 0
      return
    }
    const isSame = began === null || (began.id === report.id && began.version === report.version)
    this.#overtaken = isSame ? null : report
    this.#id = report.id
    this.#version = report.version
  }

  async #keep(draft: ReportDraft, write: number): Promise<void> {
    const outcome = await this.#around.drafts.keep(this.#key, draft).then(
      () => 'kept' as const,
      () => 'failed' as const,
    )
    if (write === this.#writes) this.#kept = outcome
  }
}

function emptyWords(sharing: Sharing): ReportWords {
  return { happened: '', changed: '', verdict: null, next: '', more: {}, sharing }
}

function wordsOf(report: ReportView | PutReport): ReportWords {
  return {
    happened: report.happened,
    changed: report.changed ?? '',
    verdict: report.verdict ?? null,
    next: report.next ?? '',
    more: report.more ?? {},
    sharing: report.sharing ?? 'club',
  }
}

function trimmed({ happened, changed, next, ...others }: ReportWords): ReportWords {
  return { ...others, happened: happened.trim(), changed: changed.trim(), next: next.trim() }
}
