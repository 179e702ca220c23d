import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/** Writes a V1 update number by number, for what no Yjs would write. */
export function rawUpdate(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}

export const uint = (encoder: encoding.Encoder, ...numbers: number[]) => {
  for (const number of numbers) encoding.writeVarUint(encoder, number)
}

export const string = (encoder: encoding.Encoder, text: string) =>
  encoding.writeVarString(encoder, text)

/** Info bytes of V1 structs. */
export const info = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  subdocument: 9,
  skip: 10,
  origin: 0x80,
  rightOrigin: 0x40,
  key: 0x20,
} as const

/** One section with one text at a root: the plainest honest update. */
export function textUpdate(
  client: number,
  clock: number,
  text: string,
  { root = 'field:aim', deletions = [] as [client: number, clock: number, length: number][] } = {},
): Uint8Array {
  return rawUpdate((encoder) => {
    uint(encoder, 1, 1, client, clock)
    encoding.writeUint8(encoder, info.string)
    uint(encoder, 1)
    string(encoder, root)
    string(encoder, text)
    uint(encoder, deletions.length)
    for (const [of, at, length] of deletions) uint(encoder, of, 1, at, length)
  })
}

/** The updates a document makes while `edit` runs. */
export function updatesOf(edit: (doc: Y.Doc) => void, doc = new Y.Doc()): Uint8Array[] {
  const updates: Uint8Array[] = []
  const keep = (update: Uint8Array) => updates.push(update)
  doc.on('update', keep)
  edit(doc)
  doc.off('update', keep)
  return updates
}

export const updateOf = (edit: (doc: Y.Doc) => void, doc = new Y.Doc()): Uint8Array =>
  Y.mergeUpdates(updatesOf(edit, doc))
