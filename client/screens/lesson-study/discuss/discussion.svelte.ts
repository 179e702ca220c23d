import { ulid } from 'ulid'
import type { ActionKind } from '../../../../shared/community/actions.ts'
import type {
  AddClaim,
  AddDecision,
  ChainView,
  ChangeClaim,
  ChangeDecision,
  ClaimView,
  DecisionView,
} from '../../../../shared/community/chain.ts'
import type { RunView } from '../../../../shared/community/run.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { ActionId, ClaimId, DecisionId, LessonId, StudyId } from '../../../../shared/ids.ts'
import * as api from '../../../api/chain.ts'
import { explain, goesThrough } from '../../../api/goes-through.ts'
import { sentenceOf } from '../../../api/http.ts'
import { Loaded } from '../../../api/loaded.svelte.ts'
import { OpenRun, type RunWish } from '../../../api/open-run.svelte.ts'
import { toasts } from '../../../parts/toasts.svelte.ts'

/**
 * The run of a lesson's discussion and the study's claims and decisions: fetched, kept up by /live, and changed by its
 * verbs, which say in a toast what did not go through. Made while a component starts.
 */
export class Discussion {
  readonly #lesson: LessonId
  readonly #run: OpenRun
  readonly chain: Loaded<ChainView>

  constructor(study: StudyId, lesson: LessonId) {
    this.#lesson = lesson
    const scopes = () => [`study:${study}`] as const
    this.#run = new OpenRun({
      fetch: (signal) => api.fetchRun(lesson, signal),
      act: (act) => api.actOnRun(lesson, act),
      ...{ scopes, nouns: ['run', 'study'], key: `run:${lesson}` },
    })
    this.chain = new Loaded<ChainView>((signal) => api.fetchChain(study, signal), {
      ...{ scopes, nouns: ['chain'], keep: { key: `chain:${study}` } },
      stays: () => true, // with the page
    })
  }

  /** Claims about this lesson that stand, oldest first. */
  get claims(): ClaimView[] {
    const claims = this.chain.view?.claims ?? []
    return claims.filter((claim) => claim.lessonId === this.#lesson && !claim.isDropped)
  }

  /** Decisions drawn from this lesson that were not let go, oldest first. */
  get decisions(): DecisionView[] {
    const decisions = this.chain.view?.decisions ?? []
    return decisions.filter((one) => one.lessonId === this.#lesson && one.state !== 'dropped')
  }

  claim(id: ClaimId | null): ClaimView | null {
    return this.chain.view?.claims.find((claim) => claim.id === id) ?? null
  }

  get run(): Loaded<RunView> {
    return this.#run.loaded
  }

  /** 'asks': the server asks before it opens the teaching. */
  async act(wish: RunWish): Promise<'done' | 'asks' | 'refused'> {
    try {
      await this.#run.act(wish)
      return 'done'
    } catch (error) {
      if (error instanceof AppError && error.fields?.passed) return 'asks'
      await explain(error, this.run)
      return 'refused'
    }
  }

  /** Whether it was kept; the words stay where they were written otherwise. */
  keepClaim(claim: Omit<AddClaim, 'id'>): Promise<boolean> {
    return this.#keep(api.addClaim(this.#lesson, { ...claim, id: ulid() as ClaimId }))
  }

  changeClaim({ id, version }: ClaimView, change: Omit<ChangeClaim, 'version'>): Promise<boolean> {
    return this.#keep(api.changeClaim(id, { ...change, version }))
  }

  async dropClaim(claim: ClaimView): Promise<void> {
    if (!(await this.changeClaim(claim, { dropped: true }))) return
    toasts.show('The claim is let go.', async () => {
      const now = this.claim(claim.id)
      if (now) await this.changeClaim(now, { dropped: false })
    })
  }

  propose(decision: Omit<AddDecision, 'id'>): Promise<boolean> {
    return this.#keep(api.addDecision(this.#lesson, { ...decision, id: ulid() as DecisionId }))
  }

  changeDecision(
    { id, version }: DecisionView,
    change: Omit<ChangeDecision, 'version'>,
  ): Promise<boolean> {
    return this.#keep(api.changeDecision(id, { ...change, version }))
  }

  async dropDecision(decision: DecisionView): Promise<void> {
    if (!(await this.changeDecision(decision, { dropped: true }))) return
    toasts.show('The decision is let go.', async () => {
      const now = this.#decision(decision.id)
      if (now) await this.changeDecision(now, { dropped: false })
    })
  }

  /** Into the next plan or out of it, and back by Undo. */
  async putInPlan({ id, version }: DecisionView, inPlan: boolean): Promise<void> {
    if (!(await this.#keep(api.putInPlan(id, { version, inPlan })))) return
    toasts.show(inPlan ? 'It is in the next plan.' : 'It is out of the next plan.', async () => {
      const now = this.#decision(id)
      if (now) await this.#keep(api.putInPlan(id, { version: now.version, inPlan: !inPlan }))
    })
  }

  /** A to-do, or a change somebody is trying, on its owner's Today. */
  async follow(decision: DecisionView, kind: ActionKind): Promise<void> {
    const { text, owner, id: decisionId } = decision
    const action = { id: ulid() as ActionId, kind, text: text.slice(0, 300), decisionId }
    try {
      await api.addAction({ ...action, ...(owner ? { ownerId: owner.id } : {}) })
      await this.chain.refresh()
      const whose = owner ? `${owner.name}’s Today` : 'your Today'
      const what = kind === 'todo' ? 'It is a to-do' : 'It is a change we are trying'
      toasts.show(`${what}, on ${whose}.`)
    } catch (error) {
      toasts.fail(sentenceOf(error))
    }
  }

  #decision(id: DecisionId): DecisionView | null {
    return this.chain.view?.decisions.find((one) => one.id === id) ?? null
  }

  #keep(answer: Promise<ChainView>): Promise<boolean> {
    return goesThrough(
      answer.then((view) => this.chain.set(view)),
      this.chain,
    )
  }
}
