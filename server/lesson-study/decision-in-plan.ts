import * as Y from 'yjs'
import type { DecisionInPlan } from '../../shared/community/chain.ts'
import { AppError } from '../../shared/errors.ts'
import type { DecisionId, LessonId, StudyId } from '../../shared/ids.ts'
import { decisionRoot, fragmentOf } from '../../shared/lesson-study/plan.ts'
import type { DecisionRow } from '../community/chain-queries.ts'
import { findDecision, listDecisions, updateDecision } from '../community/chain-queries.ts'
import { requireNewest } from '../community/decisions.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import { openStored } from '../projection/open-stored.ts'
import type { SyncPerson } from '../sync/ports.ts'
import { settingOf } from './chain.ts'
import { addLesson } from './lessons.ts'
import { nextPlan } from './next-plan.ts'
import type { InitialContent } from './plan-document.ts'
import type { Study, StudyLesson } from './queries.ts'
import { findStudy } from './queries.ts'
import type { Change } from './study-change.ts'
import { asPerson, changeStudy } from './study-change.ts'
import { sayAct } from './teaching.ts'

/**
 * Puts decisions into plans. What state a decision is in is a row; its words in the plan are a text of its own, which
 * the server writes once. The row is kept first, so that of two people one wins; the words follow, and where a crash
 * came between they are written when the chain is read again.
 */
export class PlannedDecisions {
  readonly #deps: AreaDeps
  /** One after the other for each study: whether the words are there is looked up before they are written. */
  readonly #turns = new Map<StudyId, Promise<unknown>>()
  /** Decisions whose words were looked for in their plan since the server started. */
  readonly #looked = new Set<DecisionId>()

  constructor(deps: AreaDeps) {
    this.#deps = deps
  }

  /** Puts a decision into the next lesson's plan, or takes it out. Asking for what is so already changes nothing. */
  put(studyId: StudyId, id: DecisionId, asked: DecisionInPlan, actor: Actor): Promise<void> {
    return this.#inTurn(studyId, async () => {
      const content = asked.inPlan ? await this.#nextContent(studyId, id) : null
      const rule = asPerson(actor, 'study.change', (change) =>
        setInPlan(change, id, { ...asked, actor, content }),
      )
      const study = await changeStudy(this.#deps, studyId, rule)
      if (!asked.inPlan || (await this.#write(study, id, actor))) return
      await this.#giveUp(studyId, id, actor)
    })
  }

  /** Writes the words that a crash kept from the plans of a study, in the name of whoever put them there. */
  async complete(study: Study): Promise<void> {
    const decisions = await listDecisions(this.#deps.storage, study.row.id)
    const missing = decisions.filter((one) => one.state === 'in-plan' && !this.#looked.has(one.id))
    if (missing.length === 0) return
    await this.#inTurn(study.row.id, async () => {
      for (const { id, stateBy } of missing) {
        const person = study.people.find((one) => one.id === stateBy)
        if (person) await this.#write(study, id, person)
        this.#looked.add(id)
      }
    })
  }

  /** What the plan of a lesson that is not there yet begins with; null where it is. */
  async #nextContent(studyId: StudyId, id: DecisionId): Promise<InitialContent | null> {
    const { storage } = this.#deps
    const [study, decision] = [await findStudy(storage, studyId), await findDecision(storage, id)]
    const isThere = study && decision && lessonAfter(study, decision) !== undefined
    return isThere ? null : nextPlan(this.#deps, studyId)
  }

  /** Whether the words stand in the plan now. Whoever deleted them there since has decided that they should not. */
  async #write(study: Study, id: DecisionId, person: SyncPerson): Promise<boolean> {
    const { storage, rooms } = this.#deps
    const decision = await findDecision(storage, id)
    const plan = study.lessons.find((lesson) => lesson.id === decision?.planLessonId)?.planId
    if (!decision || plan === undefined) return false
    const stored = await storage.updateLog.load(plan)
    if (stored === null) return false
    const doc = openStored(stored)
    const isThere = doc.share.has(decisionRoot(id))
    doc.destroy()
    const { id: personId, name, colour } = person
    const by = { id: personId, name, colour }
    if (!isThere && !(await rooms.write(plan, by, wordsOf(decision)))) return false
    this.#looked.add(id)
    return true
  }

  /** The plan took no words, because it was taught this very moment, say: the decision is as it was. */
  async #giveUp(studyId: StudyId, id: DecisionId, actor: Actor): Promise<never> {
    let isTaught = false
    await changeStudy(this.#deps, studyId, async (change) => {
      const decision = await findDecision(change.q, id)
      const plan = change.study.lessons.find((lesson) => lesson.id === decision?.planLessonId)
      isTaught = plan !== undefined && plan.planFrozenAt !== null
      if (decision?.state !== 'in-plan') return false
      const state = { state: 'proposed', stateBy: actor.id, stateAt: change.now } as const
      const mark = { version: decision.version + 1, changedBy: actor.id, changedAt: change.now }
      await updateDecision(change.q, id, { ...state, planLessonId: null, ...mark })
      return true
    })
    this.#deps.live.publish({ scope: `study:${studyId}`, noun: 'chain', id: studyId })
    const sentence = 'This could not be put into the plan just now. Please try again.'
    throw new AppError('conflict', isTaught ? taughtAlready : sentence)
  }

  #inTurn<T>(study: StudyId, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(study) ?? Promise.resolve()
    const turn = before.then(work, work)
    const settled = turn.catch(() => {})
    this.#turns.set(study, settled)
    void settled.then(() => {
      if (this.#turns.get(study) === settled) this.#turns.delete(study)
    })
    return turn
  }
}

const taughtAlready = 'That lesson was taught already, so its plan stays as it was taught.'

/** The lesson in whose plan a decision stands, or would stand: the one after the lesson it was drawn from. */
function lessonAfter(study: Study, decision: DecisionRow): StudyLesson | undefined {
  const from = study.lessons.find((lesson) => lesson.id === decision.lessonId)
  return study.lessons.find((lesson) =>
    decision.planLessonId === null
      ? from !== undefined && lesson.number === from.number + 1
      : lesson.id === decision.planLessonId,
  )
}

interface Asked extends DecisionInPlan {
  actor: Actor
  content: InitialContent | null
}

async function setInPlan(change: Change, id: DecisionId, asked: Asked): Promise<boolean> {
  const { q, study, now } = change
  const { version, inPlan, actor, content } = asked
  const decision = await findDecision(q, id)
  if (decision?.studyId !== study.row.id) throw notFound()
  if (inPlan === (decision.state === 'in-plan')) return false
  requireNewest(settingOf(change, actor), decision, version)
  if (decision.state === 'dropped') {
    throw new AppError('conflict', 'This decision was let go. Take it up again first.')
  }
  const lesson = lessonAfter(study, decision) ?? (await nextLesson(change, content))
  if (lesson.planFrozenAt !== null) throw new AppError('conflict', taughtAlready)
  await updateDecision(q, id, {
    ...{ state: inPlan ? 'in-plan' : 'taken-out', planLessonId: lesson.id },
    ...{ stateBy: actor.id, stateAt: now, version: version + 1 },
    ...{ changedBy: actor.id, changedAt: now },
  })
  const kind = inPlan ? 'decision-in-plan' : 'decision-taken-out'
  await sayAct(change, { kind, lessonId: lesson.id, by: actor.id, note: decision.text })
  return true
}

/** Adds the lesson after the last, with the roles moved on by one, as somebody who adds it by hand would. */
async function nextLesson(
  change: Change,
  content: InitialContent | null,
): Promise<Pick<StudyLesson, 'id' | 'planFrozenAt'>> {
  if (content === null) throw new AppError('conflict', 'The study changed just now. Try again.')
  const id = change.newId() as LessonId
  await addLesson(change, id, content)
  return { id, planFrozenAt: null }
}

/** A decision's words as an update of their own: nothing in the plan comes before them. */
function wordsOf({ id, text }: DecisionRow): Uint8Array {
  const doc = new Y.Doc()
  const paragraphs = text.split('\n').map((line) => {
    const paragraph = new Y.XmlElement('paragraph')
    if (line !== '') paragraph.insert(0, [new Y.XmlText(line)])
    return paragraph
  })
  fragmentOf(doc, decisionRoot(id)).insert(0, paragraphs)
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}
