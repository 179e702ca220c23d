import type { OpenDocument } from '../sync/document.ts'

/** What Cell.svelte takes. A cell never writes anything by being drawn or entered. */
export interface CellProps {
  document: OpenDocument
  /** Root name of its fragment: cellRoot, predictionRoot, fieldRoot or pupilFieldRoot of plan.ts. */
  root: string
  /** Accessible name: "Wren, washing line". */
  label: string
  /** Shown while the cell is empty, never stored. */
  hint?: string
  readonly?: boolean
  /** False: Enter goes to the next cell instead of making a paragraph. True by default. */
  multiline?: boolean
  /** A planning table was pasted here: the screen may make rows of it. Return true when it did. */
  onPastedTable?: (rows: PastedRow[]) => boolean
}

/** One row of a planning table from Word: minutes 0 where none were recognised; cells as HTML, in column order. */
export interface PastedRow {
  minutes: number
  title: string
  cells: string[]
}
