import * as Y from 'yjs'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { IdSet, idsOf, rangeText, type IdRange } from './id-ranges.ts'

/** A promise was broken; the run ends here. */
export class Broken extends Error {
  readonly promise: string

  constructor(promise: string, facts: string) {
    super(`${promise}: ${facts}`)
    this.name = 'Broken'
    this.promise = promise
  }
}

export interface CommittedRow {
  seq: number
  personId: PersonId
  update: Uint8Array
}

/**
 * What really happened to one document, written down by the simulation itself: who made and deleted what, and what
 * the storage has committed. The server is judged by this and never asked.
 */
export class DocumentTruth {
  readonly id: DocumentId
  readonly rows: CommittedRow[] = []
  /** The committed rows applied one by one, as they came. */
  readonly committed = new Y.Doc()
  readonly committedMade = new IdSet()
  readonly committedDeleted = new IdSet()
  /** Whose each client id is, from the moment its page was opened. */
  readonly owners = new Map<number, PersonId>()
  /** Client ids that others have been shown. */
  readonly shown = new Set<number>()
  /** Who deleted an id on purpose. */
  readonly #deleters: { range: IdRange; person: PersonId }[] = []

  constructor(id: DocumentId) {
    this.id = id
  }

  /** A person has changed their own replica. */
  noteDeleted(person: PersonId, deleted: IdRange[]): void {
    for (const range of deleted) this.#deleters.push({ range, person })
  }

  /** The storage has committed a row. Checks what must hold of every row. */
  commit(row: CommittedRow): void {
    const { made, deleted } = idsOf(row.update)
    const wanted = this.rows.length + 1
    if (row.seq !== wanted)
      throw new Broken('seq is 1..n', `${row.seq} came where ${wanted} was due`)
    for (const range of made) this.#checkMade(range, row)
    for (const range of deleted) this.#checkDeleted(range, row)
    replay(this.committed, row.update)
    const { pendingStructs, pendingDs } = this.committed.store
    if (pendingStructs || pendingDs)
      throw new Broken('nothing pending', `row ${row.seq} waits for another`)
    for (const range of made) this.committedMade.add(range)
    for (const range of deleted) this.committedDeleted.add(range)
    this.rows.push(row)
  }

  /** Whether everything of an update is in the log. */
  holds(update: Uint8Array): boolean {
    return this.missingFrom(update) === null
  }

  /** The first id of an update that is not in the log, as a text; null when all are. */
  missingFrom(update: Uint8Array): string | null {
    const struct = this.missingStructFrom(update)
    if (struct) return struct
    const deletion = idsOf(update).deleted.find((range) => !this.hasDeleted(range))
    return deletion ? `deletion ${rangeText(deletion)}` : null
  }

  /** The first struct of an update that is not in the log, whatever became of its deletions. */
  missingStructFrom(update: Uint8Array): string | null {
    const struct = idsOf(update).made.find((range) => !this.committedMade.has(range))
    return struct ? `struct ${rangeText(struct)}` : null
  }

  /** Whether an id is deleted by the committed rows, said outright or implied by them. */
  hasDeleted(range: IdRange): boolean {
    return this.committedDeleted.missingOf(range).every((missing) => this.#isGone(missing))
  }

  #isGone({ client, from, to }: IdRange): boolean {
    for (let clock = from; clock < to;) {
      if (clock >= Y.getState(this.committed.store, client)) return false
      const item = Y.getItem(this.committed.store, Y.createID(client, clock))
      if (!item.deleted) return false
      clock = item.id.clock + item.length
    }
    return true
  }

  #checkMade(range: IdRange, row: CommittedRow): void {
    const owner = this.owners.get(range.client)
    if (owner !== row.personId) {
      throw new Broken(
        'attribution equals ground truth',
        `row ${row.seq} credits ${rangeText(range)} of ${owner ?? 'nobody'} to ${row.personId}`,
      )
    }
    if (this.committedMade.overlaps(range)) {
      throw new Broken('a struct is logged once', `row ${row.seq} repeats ${rangeText(range)}`)
    }
  }

  /** Text is deleted only on purpose, so its first deletion must be credited to somebody who meant it. */
  #checkDeleted(range: IdRange, row: CommittedRow): void {
    for (const { client, from, to } of this.committedDeleted.missingOf(range)) {
      for (let clock = from; clock < to; clock++) {
        if (clock >= Y.getState(this.committed.store, client)) continue // made by this same row
        const struct = Y.getItem(this.committed.store, Y.createID(client, clock))
        if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue
        if (this.#mayHaveDeleted(row.personId, { client, from: clock, to: clock + 1 })) continue
        throw new Broken(
          'attribution equals ground truth',
          `row ${row.seq} credits the deletion of ${client}:${clock} to ${row.personId}`,
        )
      }
    }
  }

  #mayHaveDeleted(person: PersonId, { client, from, to }: IdRange): boolean {
    return this.#deleters.some(
      ({ range, person: deleter }) =>
        deleter === person && range.client === client && range.from <= from && range.to >= to,
    )
  }
}

/**
 * Applies an update and nothing else. Yjs takes superfluous formatting away after a change from elsewhere, which no
 * row has deleted and which a later row may give a meaning again.
 */
export function replay(doc: Y.Doc, update: Uint8Array): void {
  doc.transact((transaction) => {
    Y.applyUpdate(doc, update)
    transaction.local = true // after its own changes it leaves all as it is
  })
}

/** The content of a document as people see it, the same text for the same content. */
export function contentOf(doc: Y.Doc): string {
  const roots = [...doc.share.keys()].sort()
  const parts = roots.map((name) => {
    if (name === 'rows') return [name, sorted(doc.getMap(name).toJSON())]
    return [name, (doc.getXmlFragment(name).toArray() as Y.XmlText[]).map((node) => deltaOf(node))]
  })
  // A root that was only ever opened is no content.
  return JSON.stringify(parts.filter(([, value]) => JSON.stringify(value) !== '[]'))
}

function deltaOf(node: Y.XmlText | Y.XmlElement): unknown {
  if (node instanceof Y.XmlText) return runsOf(node)
  return [
    node.nodeName,
    sorted(node.getAttributes()),
    node.toArray().map((child) => deltaOf(child as Y.XmlText)),
  ]
}

/** Text with its formats, cut only where the formats change: replicas may cut it elsewhere too. */
function runsOf(text: Y.XmlText): [string, string][] {
  const runs: [string, string][] = []
  for (const { insert, attributes } of text.toDelta() as {
    insert: string
    attributes?: object
  }[]) {
    const format = JSON.stringify(sorted(attributes ?? {}))
    const last = runs.at(-1)
    if (last && last[1] === format) last[0] += insert
    else runs.push([insert, format])
  }
  return runs
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, held]) => [key, sorted(held)])
}
