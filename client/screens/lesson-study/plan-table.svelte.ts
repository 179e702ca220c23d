import type { Doc } from 'yjs'
import { XmlElement, XmlText } from 'yjs'
import type { PlanRow } from '../../../shared/lesson-study/plan.ts'
import { decodeRow, fragmentOf, inOrder, rowsOf } from '../../../shared/lesson-study/plan.ts'
import { Observed, ObservedRows } from '../../sync/observed.svelte.ts'

/**
 * The stages of a plan in the order of the lesson. A row that did not change stays the same object, so that a plan
 * of sixty stages draws again only what somebody touched.
 */
export class PlanTable {
  readonly #rows: ObservedRows<PlanRow>

  constructor(doc: Doc) {
    this.#rows = new ObservedRows(rowsOf(doc), decodeRow)
  }

  get stages(): PlanRow[] {
    return inOrder([...this.#rows.current.values()].filter((row) => !row.deleted))
  }

  /** Stages that were deleted; their texts are kept. */
  get removed(): PlanRow[] {
    return inOrder([...this.#rows.current.values()].filter((row) => row.deleted))
  }
}

/** Whether anything is written in a text of the document. */
export class WrittenText {
  readonly #written: Observed<boolean>

  constructor(doc: Doc, root: string) {
    const fragment = fragmentOf(doc, root)
    this.#written = new Observed(
      (changed) => {
        fragment.observeDeep(changed)
        return () => fragment.unobserveDeep(changed)
      },
      () => fragment.toArray().some(isWritten),
    )
  }

  get current(): boolean {
    return this.#written.current
  }
}

/** Blocks that are nothing without words in them; anything else (a fraction, something unknown) is content itself. */
const holders = new Set([
  'paragraph',
  'heading',
  'blockquote',
  'bullet_list',
  'ordered_list',
  'list_item',
])

function isWritten(node: unknown): boolean {
  if (node instanceof XmlText) return node.length > 0
  if (!(node instanceof XmlElement)) return false
  if (node.length > 0) return node.toArray().some(isWritten)
  return !holders.has(node.nodeName)
}
