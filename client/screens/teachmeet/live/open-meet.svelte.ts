import type { RunStep } from '../../../../shared/community/run.ts'
import type { TalkTableId, TeachMeetId } from '../../../../shared/ids.ts'
import type { MeetHereView, TeachMeetAct, TeachMeetView } from '../../../../shared/teachmeet/api.ts'
import type { Moderate, QuestionView, TakeAwayView } from '../../../../shared/teachmeet/live.ts'
import type { Presence } from '../../../../shared/teachmeet/talk-kinds.ts'
import type { TalkView } from '../../../../shared/teachmeet/talks.ts'
import { Loaded } from '../../../api/loaded.svelte.ts'
import * as api from '../../../api/meet-live.ts'
import { OpenRun, type RunWish } from '../../../api/open-run.svelte.ts'
import { spacedLive } from '../../../api/spaced-live.ts'
import * as meets from '../../../api/teachmeets.ts'
import { goesThrough } from '../../../api/goes-through.ts'
import { MeetChat } from './meet-chat.svelte.ts'

/** People come and go all the time; how many are here may be a few seconds old. */
const hereEveryMs = 6_000
const wordsEveryMs = 500
/** A line may be dead without anybody being told; a hall's screen has nobody who would load it again. */
const freshenEveryMs = 20_000

/**
 * A TeachMeet as its live page and the hall show it: its facts, its run, what is said beside it, kept up by /live and
 * changed by its verbs, which say in a toast what did not go through. Made while a component starts.
 */
export class OpenMeet {
  readonly id: TeachMeetId
  readonly meet: Loaded<TeachMeetView>
  readonly run: OpenRun
  readonly chat: MeetChat
  readonly questions: Loaded<QuestionView[]>
  readonly takeAways: Loaded<TakeAwayView[]>
  readonly here: Loaded<MeetHereView>

  constructor(id: TeachMeetId) {
    this.id = id
    const scopes = () => [`teachmeet:${id}`] as const
    // Whoever may not read on still has in front of them what they were writing.
    const stays = (_view: unknown, isOfVisit: boolean) => isOfVisit
    const spaced = (noun: 'teachmeet' | 'questions' | 'take-aways' | 'here', everyMs: number) =>
      spacedLive({ nouns: [noun], everyMs })
    this.meet = new Loaded<TeachMeetView>((signal) => meets.fetchTeachMeet(id, signal), {
      ...{
        scopes,
        live: spaced('teachmeet', wordsEveryMs),
        keep: { key: `teachmeet:${id}` },
        stays,
      },
    })
    this.run = new OpenRun({
      fetch: (signal) => api.fetchMeetRun(id, signal),
      act: (act) => api.actOnMeetRun(id, act),
      ...{ scopes, nouns: ['run'], key: `run:${id}` },
    })
    this.chat = new MeetChat(id)
    this.questions = new Loaded<QuestionView[]>((signal) => api.fetchQuestions(id, signal), {
      ...{ scopes, live: spaced('questions', wordsEveryMs), stays },
    })
    this.takeAways = new Loaded<TakeAwayView[]>((signal) => api.fetchTakeAways(id, signal), {
      ...{ scopes, live: spaced('take-aways', wordsEveryMs), stays },
    })
    this.here = new Loaded<MeetHereView>((signal) => meets.fetchMeetHere(id, signal), {
      ...{ scopes, live: spaced('here', hereEveryMs) },
    })
    $effect(() => this.#freshen())
  }

  /** The step that is on; null before the TeachMeet has begun and after it. */
  get step(): RunStep | null {
    const { view } = this.run
    if (view?.state !== 'open') return null
    return view.steps.find(({ key }) => key === view.stepKey) ?? null
  }

  talkOf(step: RunStep | null): TalkView | null {
    if (!step?.talkId) return null
    return this.meet.view?.talks.find(({ id }) => id === step.talkId) ?? null
  }

  /** One act on the run; the TeachMeet is fetched again, since it says which talks were heard. */
  async steer(wish: RunWish): Promise<boolean> {
    const isDone = await goesThrough(this.run.act(wish), this.run.loaded)
    if (isDone) void this.meet.refresh()
    return isDone
  }

  async act(act: TeachMeetAct): Promise<boolean> {
    const isDone = await this.keep(meets.actAtTeachMeet(this.id, act))
    if (isDone) void this.run.loaded.refresh()
    return isDone
  }

  async moveTalk({ id, version }: TalkView, presence: Presence): Promise<boolean> {
    const isDone = await this.keep(meets.setPresence(id, presence, version))
    if (isDone) void this.run.loaded.refresh()
    return isDone
  }

  sit(table: TalkTableId, sits: boolean): Promise<boolean> {
    return this.keep(api.sitAt(table, sits))
  }

  async moderate(act: Moderate): Promise<boolean> {
    const isDone = await this.keep(api.moderate(this.id, act))
    if (isDone) await this.chat.loaded.refresh()
    return isDone
  }

  /** Looks at the run every now and then: half as often on some pages as on others. */
  #freshen(): () => void {
    let timer: ReturnType<typeof setTimeout>
    const look = async () => {
      const before = this.run.view?.version
      if (!document.hidden) await this.run.loaded.refresh()
      if (before !== this.run.view?.version) void this.meet.refresh()
      lookLater()
    }
    const lookLater = () => {
      timer = setTimeout(() => void look(), freshenEveryMs * (0.7 + Math.random() * 0.6))
    }
    lookLater()
    return () => clearTimeout(timer)
  }

  /** What the server answers to a change is already the newest view. */
  keep(answer: Promise<TeachMeetView | null>): Promise<boolean> {
    return goesThrough(
      answer.then((view) => view && this.meet.set(view)),
      this.meet,
    )
  }
}
