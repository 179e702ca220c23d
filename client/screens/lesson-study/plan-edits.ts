import { ulid } from 'ulid'
import type { Doc } from 'yjs'
import type { OpenDocument } from '../../sync/document.ts'
import type { RowId } from '../../../shared/ids.ts'
import { stageMinutesMax } from '../../../shared/limits.ts'
import {
  addRow,
  listStages,
  moveRow,
  setDeleted,
  setMinutes,
  setTitle,
} from '../../../shared/lesson-study/plan.ts'

/**
 * What a person does to the stages of a plan, each as one change of their own, so that their undo takes back
 * exactly that.
 */
export class PlanEdits {
  readonly #document: Pick<OpenDocument, 'doc' | 'edit' | 'undo'>

  constructor(document: Pick<OpenDocument, 'doc' | 'edit' | 'undo'>) {
    this.#document = document
  }

  /** Adds an empty stage behind `after` (at the end when null). Null when the plan is full. */
  add(after: RowId | null): RowId | null {
    const id = ulid() as RowId
    return this.#step((doc) => addRow(doc, id, after)) ? id : null
  }

  remove(id: RowId): void {
    this.#step((doc) => setDeleted(doc, id, true))
  }

  restore(id: RowId): void {
    this.#step((doc) => setDeleted(doc, id, false))
  }

  setMinutes(id: RowId, minutes: number): void {
    this.#do((doc) => setMinutes(doc, id, minutes))
  }

  setTitle(id: RowId, title: string): void {
    this.#do((doc) => setTitle(doc, id, title))
  }

  /** One place up; false when it is first already. */
  moveUp(id: RowId): boolean {
    const stages = listStages(this.#document.doc)
    const at = stages.findIndex((row) => row.id === id)
    if (at < 1) return false
    this.#step((doc) => moveRow(doc, id, stages[at - 2]?.id ?? null))
    return true
  }

  /** One place down; false when it is last already. */
  moveDown(id: RowId): boolean {
    const stages = listStages(this.#document.doc)
    const at = stages.findIndex((row) => row.id === id)
    const next = stages[at + 1]
    if (at < 0 || !next) return false
    this.#step((doc) => moveRow(doc, id, next.id))
    return true
  }

  /** Puts a stage before another one, at the end when null. */
  moveBefore(id: RowId, before: RowId | null): void {
    const stages = listStages(this.#document.doc)
    const others = stages.filter((row) => row.id !== id)
    const place = before === null ? others.length : others.findIndex((row) => row.id === before)
    // Somebody deleted the stage it was dropped at, or it stands there already.
    if (place < 0 || stages[place]?.id === id) return
    this.#step((doc) => moveRow(doc, id, others[place - 1]?.id ?? null))
  }

  /** A change to the table is a step of its own, never undone along with the words typed just before. */
  #step<Result>(edit: (doc: Doc) => Result): Result {
    this.#document.undo.endStep()
    const result = this.#do(edit)
    this.#document.undo.endStep()
    return result
  }

  #do<Result>(edit: (doc: Doc) => Result): Result {
    return this.#document.edit(edit)
  }
}

/** Minutes as somebody typed them; null when they are none. */
export function parseMinutes(text: string): number | null {
  const trimmed = text.trim()
  if (trimmed === '') return 0
  if (!/^\d{1,3}$/.test(trimmed)) return null
  const minutes = Number(trimmed)
  return minutes <= stageMinutesMax ? minutes : null
}
