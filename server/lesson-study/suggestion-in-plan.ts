import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { AppError } from '../../shared/errors.ts'
import type { PersonId, StudyId } from '../../shared/ids.ts'
import type { CellField, PlanField } from '../../shared/lesson-study/plan.ts'
import {
  cellRoot,
  decodeRow,
  fieldRoot,
  fragmentOf,
  rowsOf,
} from '../../shared/lesson-study/plan.ts'
import type { AreaDeps } from '../http/area.ts'
import { openStored } from '../projection/open-stored.ts'
import type { Study } from './queries.ts'
import { changeStudy } from './study-change.ts'
import type { SuggestionRow } from './suggestion-queries.ts'
import { findSuggestion, listSuggestions, updateSuggestion } from './suggestion-queries.ts'
import { taughtAlready } from './suggestions.ts'

/** What the words of a suggestion are written by; null where they have no text of the plan of their own. */
function rootOf({ rowId, field }: Pick<SuggestionRow, 'rowId' | 'field'>): string | null {
  if (rowId !== null) return cellRoot(rowId, (field || 'do') as CellField)
  return field === '' ? null : fieldRoot(field as PlanField)
}

/**
 * Writes the words of suggestions that were taken into plans. The row is kept first, so that of two people one wins;
 * the words follow, and where a crash came between they are written when the suggestions are read again. Their update
 * has a Yjs client id that follows from the suggestion and whoever took it, so writing it twice changes nothing.
 */
export class TakenSuggestions {
  readonly #deps: AreaDeps
  /** Suggestions whose words were looked for since the server started. */
  readonly #looked = new Set<SuggestionRow['id']>()

  constructor(deps: AreaDeps) {
    this.#deps = deps
  }

  /** Refuses where the words have no place: their stage was deleted. */
  async requirePlace(study: Study, row: SuggestionRow): Promise<void> {
    if (row.rowId === null) return
    const doc = await this.#open(study, row)
    const isThere = doc !== null && !decodeRow(rowsOf(doc).get(row.rowId), row.rowId).deleted
    const isKnown = doc !== null && rowsOf(doc).has(row.rowId)
    doc?.destroy()
    if (isThere && isKnown) return
    throw new AppError(
      'conflict',
      'That stage is not in the plan any more. Set this aside instead.',
    )
  }

  /** Writes the words of a suggestion that was taken; when the plan takes none, the suggestion is open again. */
  async write(study: Study, id: SuggestionRow['id']): Promise<void> {
    const row = await findSuggestion(this.#deps.storage, id)
    if (row?.state !== 'taken' || (await this.#write(study, row))) return
    await this.#giveUp(study.row.id, id)
  }

  /** Writes what a crash kept from the plan. */
  async complete(study: Study, lesson: SuggestionRow['lessonId']): Promise<void> {
    const rows = await listSuggestions(this.#deps.storage, lesson)
    for (const row of rows) {
      if (row.state !== 'taken' || this.#looked.has(row.id)) continue
      await this.#write(study, row)
      this.#looked.add(row.id)
    }
  }

  async #write(study: Study, row: SuggestionRow): Promise<boolean> {
    const root = rootOf(row)
    const person = study.people.find((one) => one.id === row.settledBy)
    if (root === null) return true
    const doc = person ? await this.#open(study, row) : null
    if (doc === null || !person) return false
    const clientId = clientIdOf(row.id, person.id)
    const isThere = Y.decodeStateVector(Y.encodeStateVector(doc)).has(clientId)
    const update = isThere ? null : appended(doc, root, { text: row.text, clientId })
    doc.destroy()
    const by = { id: person.id, name: person.name, colour: person.colour }
    const plan = planOf(study, row)
    if (update && plan && !(await this.#deps.rooms.write(plan, by, update))) return false
    this.#looked.add(row.id)
    return true
  }

  async #open(study: Study, row: SuggestionRow): Promise<Y.Doc | null> {
    const plan = planOf(study, row)
    const stored = plan ? await this.#deps.storage.updateLog.load(plan) : null
    return stored && openStored(stored)
  }

  /** The plan took no words, because it was taught this very moment, say: the suggestion is as it was. */
  async #giveUp(studyId: StudyId, id: SuggestionRow['id']): Promise<never> {
    let isTaught = false
    await changeStudy(this.#deps, studyId, async ({ q, study }) => {
      const row = await findSuggestion(q, id)
      const lesson = study.lessons.find((one) => one.id === row?.lessonId)
      isTaught = lesson !== undefined && lesson.planFrozenAt !== null
      if (row?.state !== 'taken') return false
      const open = { state: 'open', settledBy: null, settledAt: null } as const
      await updateSuggestion(q, id, { ...open, version: row.version + 1 })
      return false
    })
    const sentence = 'This could not be put into the plan just now. Please try again.'
    throw new AppError('conflict', isTaught ? taughtAlready : sentence)
  }
}

const planOf = (study: Study, { lessonId }: SuggestionRow) =>
  study.lessons.find((lesson) => lesson.id === lessonId)?.planId

/** A client id of Yjs has 32 bits; a person's is nobody else's (server/sync/SPEC.md, R6), so theirs is in it. */
function clientIdOf(suggestion: SuggestionRow['id'], person: PersonId): number {
  return createHash('sha256').update(`${suggestion} ${person}`).digest().readUInt32BE(0)
}

/** The words as an update, behind whatever stands in the text; an empty last paragraph is where they begin. */
function appended(
  doc: Y.Doc,
  root: string,
  { text, clientId }: { text: string; clientId: number },
): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.clientID = clientId
  const fragment = fragmentOf(doc, root)
  const last = fragment.length === 0 ? null : fragment.get(fragment.length - 1)
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '')
  const isEmpty = last instanceof Y.XmlElement && last.nodeName === 'paragraph' && last.length === 0
  doc.transact(() => {
    if (isEmpty) last.insert(0, [new Y.XmlText(first)])
    const lines = isEmpty ? rest : [first, ...rest]
    const paragraphs = lines.map((line) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(line)])
      return paragraph
    })
    if (paragraphs.length > 0) fragment.insert(fragment.length, paragraphs)
  })
  return Y.encodeStateAsUpdate(doc, before)
}
