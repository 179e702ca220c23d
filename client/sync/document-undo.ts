import { createSubscriber } from 'svelte/reactivity'
import * as Y from 'yjs'

/** The origin of changes that edit functions make for the person at this screen. */
export const editOrigin = Symbol('an edit of our own')

/** Changes closer together than this are undone together: about a phrase of typing. */
const captureMs = 600

/** What a change remembers of the place it was made in. */
export interface UndoPlace {
  root: string
  /** The editor's own note of its selection before the change; only the editor reads it. */
  selection: unknown
}

/**
 * Undo of one's own changes, in all cells of a document at once. There is one UndoManager for as long as the
 * document is open; editors come and go without touching its stacks.
 */
export class DocumentUndo {
  readonly #manager: Y.UndoManager
  readonly #doc: Y.Doc
  readonly #subscribe: () => void
  readonly #listeners = new Set<() => void>()
  readonly #onReturn: (place: UndoPlace) => void
  #editing: (() => UndoPlace) | null = null

  /** `onReturn` is told where the change was that has just been undone or redone. */
  constructor(doc: Y.Doc, onReturn: (place: UndoPlace) => void) {
    this.#doc = doc
    this.#onReturn = onReturn
    this.#manager = new Y.UndoManager(doc, {
      captureTimeout: captureMs,
      trackedOrigins: new Set([editOrigin]),
      deleteFilter: (item) => !holdsOthersWork(item),
      // An editor also opens transactions in which it finds nothing to change.
      captureTransaction: ({ meta, changedParentTypes }) =>
        changedParentTypes.size > 0 && meta.get('addToHistory') !== false,
    })
    this.#manager.on('stack-item-added', this.#remember)
    this.#manager.on('stack-item-updated', this.#changed)
    this.#manager.on('stack-cleared', this.#changed)
    this.#manager.on('stack-item-popped', this.#goBack)
    this.#subscribe = createSubscriber((changed) => {
      this.#listeners.add(changed)
      return () => this.#listeners.delete(changed)
    })
  }

  get canUndo(): boolean {
    this.#subscribe()
    return this.#manager.canUndo()
  }

  get canRedo(): boolean {
    this.#subscribe()
    return this.#manager.canRedo()
  }

  undo(): void {
    this.#manager.undo()
  }

  redo(): void {
    this.#manager.redo()
  }

  /** Changes of this origin are one's own. An editor binding names its own when it mounts. */
  track(origin: unknown): void {
    this.#manager.addTrackedOrigin(origin)
  }

  /** The next change starts a step of its own. */
  endStep(): void {
    this.#manager.stopCapturing()
  }

  /** While an editor is open it says where its changes are made. Returns how to take that back. */
  editIn(place: () => UndoPlace): () => void {
    this.#editing = place
    return () => {
      if (this.#editing === place) this.#editing = null
    }
  }

  close(): void {
    this.#manager.destroy()
  }

  readonly #remember = (event: StackEvent): void => {
    const place = this.#editing?.() ?? null
    // Steps made by undo itself belong where the step was that they turn round.
    const root = rootOf(this.#doc, event.changedParentTypes, place?.root ?? null)
    if (root !== null) {
      const isHere = place !== null && place.root === root
      event.stackItem.meta.set('place', { root, selection: isHere ? place.selection : null })
    }
    this.#changed()
  }

  readonly #goBack = (event: StackEvent): void => {
    const place = event.stackItem.meta.get('place') as UndoPlace | undefined
    this.#changed()
    if (place) this.#onReturn(place)
  }

  readonly #changed = (): void => {
    for (const listener of [...this.#listeners]) listener()
  }
}

interface StackEvent {
  stackItem: { meta: Map<unknown, unknown> }
  changedParentTypes: Map<Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>, unknown>
}

/**
 * Undoing the making of a paragraph must not take away what somebody else has written in it since. One's own
 * words in it are undone first, so only a paragraph that others use still has content here.
 */
function holdsOthersWork(item: Y.Item): boolean {
  if (!(item.content instanceof Y.ContentType)) return false
  const type: unknown = item.content.type
  const isText = type instanceof Y.XmlText || type instanceof Y.XmlElement
  return isText && type.length > 0
}

/** The root name of what was changed; `preferred` if it is among them. */
function rootOf(
  doc: Y.Doc,
  changed: StackEvent['changedParentTypes'],
  preferred: string | null,
): string | null {
  const roots = new Set<unknown>([...changed.keys()].filter((type) => type._item === null))
  const names = [...doc.share].filter(([, type]) => roots.has(type)).map(([name]) => name)
  if (preferred !== null && names.includes(preferred)) return preferred
  return names[0] ?? null
}
