import { performance } from 'node:perf_hooks'
import { WebSocket } from 'ws'
import { Live } from '../../client/api/live.ts'
import type { RunView } from '../../shared/community/run.ts'
import type { LiveChange } from '../../shared/live.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { ChatView } from '../../shared/teachmeet/live.ts'
import type { Answer, AskedTally } from './asking.ts'
import { ask } from './asking.ts'
import { LoadClient, type Scoreboard } from './load-client.ts'
import type { Seat } from './meet-hall.ts'

/** What all pages of a run share. */
export interface MeetBoard {
  typing: Scoreboard
  asked: AskedTally
  /** When a message was sent, by id, and when a step was gone to, by the version of the run that came of it. */
  saidAt: Map<string, number>
  steppedAt: Map<number, number>
  chatLatencies: number[]
  stepLatencies: number[]
  /** Connections that ended although nobody ended them, by kind. */
  lost: Record<string, number>
}

interface Where {
  base: string
  meet: string
}

// As client/screens/teachmeet/live/open-meet.svelte.ts and meet-chat.svelte.ts have it.
const wordsEveryMs = 500
const hereEveryMs = 6_000
const freshenEveryMs = 20_000
/** y-protocols says again that somebody is there. */
const renewEveryMs = 15_000

/** The live page of a TeachMeet as a browser has it open: its sockets, and what it fetches when it is told to. */
export class MeetPage {
  readonly #seat: Seat
  readonly #where: Where
  readonly #board: MeetBoard
  readonly #live: Live
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()
  readonly #seen = new Set<string>()
  #cursor: string | null = null
  #isClosed = false
  /** The notes that are wanted, and those that are open. */
  #wanted = ''
  #talk: LoadClient | null = null
  #whole: LoadClient | null = null
  meet: TeachMeetView | null = null
  run: RunView | null = null

  constructor(seat: Seat, where: Where, board: MeetBoard) {
    this.#seat = seat
    this.#where = where
    this.#board = board
    this.#live = this.#newLive()
  }

  /** Resolves when all of it is there. */
  async open(): Promise<void> {
    await Promise.all([this.#fetchMeet(), this.#fetchRun(), this.#fetchChat()])
    await Promise.all(['/questions', '/take-aways', '/here'].map((path) => this.#get(path)))
    this.#whole = await this.#openNotes(this.meet!.notes.documentId)
    await this.#follow()
    this.#watch()
    this.#again(freshenEveryMs * (0.7 + Math.random() * 0.6), () => this.#freshen())
    this.#again(renewEveryMs * Math.random(), () => this.#renew())
  }

  /** A keystroke in the notes of the talk that is on; nowhere between two of them. */
  type(): boolean {
    if (this.#talk === null) return false
    this.#talk.type()
    this.#talk.moveCursor()
    return true
  }

  async say(id: string, text: string): Promise<void> {
    this.#board.saidAt.set(id, performance.now())
    await this.#ask('POST', '/chat', { id, text })
  }

  async vote(question: string, hasVote: boolean): Promise<void> {
    await this.#at(hasVote ? 'PUT' : 'DELETE', `/api/questions/${question}/vote`)
  }

  /** What a host's "Next" does; the first step again after the last. */
  async next(isWanted: (key: string) => boolean = () => true): Promise<void> {
    const { steps, stepKey, version } = this.run!
    const at = steps.findIndex(({ key }) => key === stepKey)
    const coming = [...steps.slice(at + 1), ...steps.slice(0, at)]
    const step = coming.find(({ key }) => isWanted(key))!.key
    const pressedAt = performance.now()
    const wish = { act: 'go', step, version }
    const { status, body } = await this.#ask<RunView>('POST', '/run/acts', wish)
    if (status >= 400) return
    this.#board.steppedAt.set(body.version, pressedAt)
    this.#takeRun(body)
  }

  get notes(): LoadClient | null {
    return this.#talk
  }

  /** Whether it has been told of everything that was said. */
  get missingMessages(): number {
    return this.#board.saidAt.size - this.#seen.size
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#live.close()
    this.#talk?.close()
    this.#whole?.close()
  }

  readonly #fetchMeet = fetchedOnce(async () => {
    const { status, body } = await this.#get<TeachMeetView>('')
    if (status === 200) this.meet = body
  })

  readonly #fetchRun = fetchedOnce(async () => {
    const { status, body } = await this.#get<RunView>('/run')
    if (status === 200) this.#takeRun(body)
  })

  readonly #fetchChat = fetchedOnce(async () => {
    const since = this.#cursor === null ? '' : `?since=${this.#cursor}`
    const { status, body } = await this.#get<ChatView>(`/chat${since}`)
    if (status !== 200) return
    this.#cursor = body.cursor
    const now = performance.now()
    for (const { id } of body.messages) {
      const saidAt = this.#board.saidAt.get(id)
      if (saidAt === undefined || this.#seen.has(id)) continue
      this.#seen.add(id)
      this.#board.chatLatencies.push(now - saidAt)
    }
  })

  #takeRun(run: RunView): void {
    const before = this.run
    if (before !== null && run.version < before.version) return
    this.run = run
    if (before === null) return
    for (let version = before.version + 1; version <= run.version; version++) {
      const steppedAt = this.#board.steppedAt.get(version)
      if (steppedAt !== undefined) this.#board.stepLatencies.push(performance.now() - steppedAt)
    }
    void this.#follow().catch((error: Error) => this.#loose(`notes, opening: ${error.message}`))
  }

  /** The notes of the talk that is on take the place of those before; those stay while there is no talk. */
  async #follow(): Promise<void> {
    const step = this.run!.steps.find(({ key }) => key === this.run!.stepKey)
    const talk = this.meet?.talks.find(({ id }) => id === step?.talkId)
    if (talk === undefined || talk.notes.documentId === this.#wanted) return
    this.#wanted = talk.notes.documentId
    const before = this.#talk
    this.#talk = await this.#openNotes(this.#wanted)
    before?.close()
  }

  async #openNotes(document: string): Promise<LoadClient> {
    const url = `${this.#where.base.replace(/^http/, 'ws')}/sync/${document}`
    const headers = { cookie: this.#seat.cookie, origin: this.#where.base }
    const target = { url, speaksSync: true, headers, root: 'field:notes' }
    const client = new LoadClient(target, this.#board.typing)
    await client.ready()
    client.onLost((error) => this.#loose(`notes: ${error.message}`))
    return client
  }

  #watch(): void {
    const refreshes: Partial<Record<LiveChange['noun'], () => void>> = {
      teachmeet: this.#spaced(wordsEveryMs, this.#fetchMeet),
      here: this.#spaced(
        hereEveryMs,
        fetchedOnce(() => this.#get('/here')),
      ),
      run: () => void this.#fetchRun(),
      chat: this.#spaced(wordsEveryMs, this.#fetchChat),
      questions: this.#spaced(
        wordsEveryMs,
        fetchedOnce(() => this.#get('/questions')),
      ),
      'take-aways': this.#spaced(
        wordsEveryMs,
        fetchedOnce(() => this.#get('/take-aways')),
      ),
    }
    this.#live.watch([`teachmeet:${this.#where.meet as TeachMeetView['id']}`], (change) => {
      if (change !== 'everything') refreshes[change.noun]?.()
      else for (const refresh of Object.values(refreshes)) refresh()
    })
  }

  /** As client/api/spaced-live.ts. */
  #spaced(everyMs: number, refresh: () => Promise<void>): () => void {
    let toldAt = -Infinity
    let isWaiting = false
    return () => {
      if (isWaiting) return
      isWaiting = true
      const rest = Math.max(0, toldAt + everyMs - performance.now())
      this.#again(rest + (Math.random() * everyMs) / 2, () => {
        isWaiting = false
        toldAt = performance.now()
        void refresh()
      })
    }
  }

  async #freshen(): Promise<void> {
    const before = this.run?.version
    await this.#fetchRun()
    if (before !== this.run?.version) void this.#fetchMeet()
    this.#again(freshenEveryMs * (0.7 + Math.random() * 0.6), () => this.#freshen())
  }

  #renew(): void {
    this.#talk?.moveCursor()
    this.#whole?.moveCursor()
    this.#again(renewEveryMs, () => this.#renew())
  }

  #again(ms: number, run: () => unknown): void {
    if (this.#isClosed) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      run()
    }, ms)
    this.#timers.add(timer)
  }

  #newLive(): Live {
    return new Live({
      connect: (events) => {
        const { base } = this.#where
        const headers = { cookie: this.#seat.cookie }
        const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/live`, {
          ...{ headers, origin: base, perMessageDeflate: false },
        })
        socket.on('open', () => events.opened())
        socket.on('message', (data: Buffer) => events.heard(data.toString()))
        socket.on('error', () => {})
        socket.on('close', (code) => {
          if (!this.#isClosed) this.#loose('live')
          events.closed(code)
        })
        return { send: (text) => socket.send(text), close: () => socket.close() }
      },
      random: Math.random,
      after: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    })
  }

  #loose(what: string): void {
    const { lost } = this.#board
    lost[what] = (lost[what] ?? 0) + 1
  }

  #get<T>(path: string) {
    return this.#ask<T>('GET', path)
  }

  #ask<T>(method: string, path: string, body?: unknown) {
    return this.#at<T>(method, `/api/teachmeets/${this.#where.meet}${path}`, body)
  }

  #at<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const asked = { method, path, cookie: this.#seat.cookie, body }
    return ask<T>(this.#where.base, asked, this.#board.asked)
  }
}

/** Never twice at once, and once more where it was wanted meanwhile: client/api/loaded.svelte.ts. */
function fetchedOnce(ask: () => Promise<unknown>): () => Promise<void> {
  let isAsking = false
  let askAgain = false
  return async () => {
    if (isAsking) {
      askAgain = true
      return
    }
    isAsking = true
    try {
      do {
        askAgain = false
        await ask()
      } while (askAgain)
    } catch {
      // Counted where it was asked; the next change asks again.
    }
    isAsking = false
  }
}
