import type { RowId } from '../../../shared/ids.ts'

/** Below this many pixels a press on the handle is a click, which opens its menu. */
const startPx = 5
/** Near the window's edge the page moves along. */
const edgePx = 56
const scrollPx = 14

interface Press {
  id: RowId
  pointer: number
  startY: number
  rows: HTMLElement
}

/**
 * A stage being dragged by its handle to another place. It only says where the stage would go; the table draws a
 * line there, and asks for the move when the pointer is let go. Menu and keys do the same without dragging.
 */
export class StageDrag {
  /** The stage in hand; null while nothing is dragged. */
  dragged = $state<RowId | null>(null)
  /** The stage it would come to stand before; null: at the end. */
  before = $state<RowId | null>(null)
  #press: Press | null = null
  #wasDrag = false
  readonly #onMove: (id: RowId, before: RowId | null) => void

  constructor(onMove: (id: RowId, before: RowId | null) => void) {
    this.#onMove = onMove
  }

  press(event: PointerEvent, id: RowId): void {
    const rows = (event.currentTarget as HTMLElement).closest('tbody')
    this.#wasDrag = false
    if (event.button !== 0 || rows === null) return
    this.end()
    this.#press = { id, pointer: event.pointerId, startY: event.clientY, rows }
    // Not captured: a captured pointer's click would never reach the button that opens the menu.
    window.addEventListener('pointermove', this.#move)
    window.addEventListener('pointerup', this.#release)
    window.addEventListener('pointercancel', this.#cancel)
    window.addEventListener('keydown', this.#key, true)
  }

  /** Whether the click that follows a release was the end of a drag; asked once. */
  takeClick(): boolean {
    const wasDrag = this.#wasDrag
    this.#wasDrag = false
    return wasDrag
  }

  /** Lets go without moving anything. */
  end(): void {
    if (this.dragged !== null) this.#wasDrag = true
    this.#press = null
    this.dragged = null
    this.before = null
    window.removeEventListener('pointermove', this.#move)
    window.removeEventListener('pointerup', this.#release)
    window.removeEventListener('pointercancel', this.#cancel)
    window.removeEventListener('keydown', this.#key, true)
  }

  readonly #move = (event: PointerEvent): void => {
    const press = this.#press
    if (press?.pointer !== event.pointerId) return
    if (this.dragged === null && Math.abs(event.clientY - press.startY) < startPx) return
    this.dragged = press.id
    this.before = stageBelow(press.rows, event.clientY)
    if (event.clientY < edgePx) window.scrollBy(0, -scrollPx)
    if (event.clientY > window.innerHeight - edgePx) window.scrollBy(0, scrollPx)
  }

  readonly #release = (event: PointerEvent): void => {
    if (this.#press?.pointer !== event.pointerId) return
    const { dragged, before } = this
    this.end()
    if (dragged !== null && dragged !== before) this.#onMove(dragged, before)
  }

  readonly #cancel = (): void => this.end()

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.dragged === null) return
    event.preventDefault()
    this.end()
  }
}

/** The first stage whose middle is below the pointer. */
function stageBelow(rows: HTMLElement, y: number): RowId | null {
  for (const row of rows.querySelectorAll<HTMLElement>('tr[data-stage]')) {
    const box = row.getBoundingClientRect()
    if (y < box.top + box.height / 2) return row.dataset['stage'] as RowId
  }
  return null
}
