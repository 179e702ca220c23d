import type { DocumentId } from '../../shared/ids.ts'
import { notesReadBytesMax } from '../../shared/limits.ts'
import { openStored } from '../projection/open-stored.ts'
import { wordsOf } from '../projection/words.ts'
import type { Storage } from '../storage/storage.ts'
import type { StoredDocument } from '../sync/update-log.ts'
import { listHeads } from './notes-queries.ts'

/** The texts of a page of notes, in the order in which it is read. */
const roots = ['field:notes', 'field:pupils', 'field:questions', 'field:link']
const keptMax = 2_000

interface Kept {
  headSeq: number
  words: string[]
}

/** What stands in pages of notes, as words. A page is read again only when it has grown. */
export class NotesWords {
  readonly #storage: Storage
  readonly #kept = new Map<DocumentId, Kept>()

  constructor(storage: Storage) {
    this.#storage = storage
  }

  /** The paragraphs of each page; none where there is no such page. */
  async read(ids: readonly DocumentId[]): Promise<(id: DocumentId) => string[]> {
    const heads = await listHeads(this.#storage, ids)
    const found = new Map<DocumentId, string[]>()
    for (const [id, headSeq] of heads) {
      const kept = this.#kept.get(id)
      found.set(id, kept?.headSeq === headSeq ? kept.words : await this.#load(id))
    }
    return (id) => found.get(id) ?? []
  }

  async #load(id: DocumentId): Promise<string[]> {
    const stored = await this.#storage.updateLog.load(id)
    if (stored === null) return []
    const words = wordsIn(stored)
    if (this.#kept.size >= keptMax) this.#kept.clear()
    this.#kept.set(id, { headSeq: stored.headSeq, words })
    return words
  }
}

/** A page that has been blown up is not read for everybody; it can still be opened. */
function wordsIn(stored: StoredDocument): string[] {
  const tail = stored.tail.reduce((sum, row) => sum + row.update.byteLength, 0)
  if ((stored.snapshot?.update.byteLength ?? 0) + tail > notesReadBytesMax) return []
  const doc = openStored(stored)
  try {
    return roots.flatMap((root) => wordsOf(doc, root))
  } finally {
    doc.destroy()
  }
}
