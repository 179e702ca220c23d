/** A cell that is on the page and can be entered. */
export interface CellPlace {
  /** Puts the caret into the cell; `selection` is the editor's own note of where it was. */
  enter(selection: unknown): void
}

/** The cells of a document that are on the page now, by root name. */
export class CellPlaces {
  readonly #places = new Map<string, CellPlace>()
  #closeOpen: (() => void) | null = null

  /** A cell says that it is on the page. Returns how to take that back. */
  add(root: string, place: CellPlace): () => void {
    this.#places.set(root, place)
    return () => {
      if (this.#places.get(root) === place) this.#places.delete(root)
    }
  }

  /** Puts the caret into a cell. False when it is not on the page. */
  enter(root: string, selection: unknown = null): boolean {
    const place = this.#places.get(root)
    place?.enter(selection)
    return place !== undefined
  }

  /** A cell has an editor now: the one that had is closed, so that there is never more than one. */
  opened(close: () => void): void {
    const before = this.#closeOpen
    this.#closeOpen = close
    if (before !== close) before?.()
  }
}
