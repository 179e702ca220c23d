import type { LoggedUpdate } from '../../sync/update-log.ts'

/** Byte strings one after the other, and where each ends: how many of them travel between threads as one. */
export interface Packed {
  bytes: Uint8Array<ArrayBuffer>
  ends: number[]
}

/** Rows of the log with their bytes packed. */
export interface PackedRows extends Packed {
  rows: Omit<LoggedUpdate, 'update'>[]
}

/** Copies into a buffer of its own: a view into a larger one would be cloned with all that lies around it. */
export function pack(parts: readonly Uint8Array[]): Packed {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  const ends: number[] = []
  let end = 0
  for (const part of parts) {
    bytes.set(part, end)
    end += part.length
    ends.push(end)
  }
  return { bytes, ends }
}

export function unpack({ bytes, ends }: Packed): Uint8Array[] {
  return ends.map((end, place) => bytes.subarray(ends[place - 1] ?? 0, end))
}

export function packRows(rows: readonly LoggedUpdate[]): PackedRows {
  return {
    ...pack(rows.map(({ update }) => update)),
    rows: rows.map(({ seq, personId }) => ({ seq, personId })),
  }
}

export function unpackRows(packed: PackedRows): LoggedUpdate[] {
  const updates = unpack(packed)
  return packed.rows.map(({ seq, personId }, place) => {
    const update = updates[place]
    if (!update) throw new Error('rows and bytes do not belong together')
    return { seq, update, personId }
  })
}
