import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { deleteTaken } from '../offline/device-database.ts'
import { countDrafts } from '../offline/drafts.ts'
import { countWaiting } from '../offline/waiting-requests.ts'
import { deleteDatabase, DeviceRecords } from './device-records.ts'

/** A document with edits, or refused copies, that only this device has. */
export interface UnsentDocument {
  documentId: DocumentId
  /** Root names of the places that were changed. */
  places: string[]
}

/** What would be lost if this person's documents were taken off this device now. */
export async function unsentDocuments(person: PersonId): Promise<UnsentDocument[]> {
  return withRecords((records) => listUnsent(records, person), [])
}

/** How many pieces of work would be lost: documents, changes of rows that wait, and what was begun and not sent. */
export async function countUnsent(person: PersonId): Promise<number> {
  return (await unsentDocuments(person)).length + (await countRowsUnsent(person))
}

async function countRowsUnsent(person: PersonId): Promise<number> {
  return (await countWaiting(person)) + (await countDrafts(person))
}

/**
 * Takes everything of a person's off this device, at sign-out: the next one to sit here must find nothing. Keeps
 * it all while something is unsent, unless the person says `evenUnsent`.
 */
export async function wipeLocal(
  person: PersonId,
  options: { evenUnsent?: boolean } = {},
): Promise<{ kind: 'wiped' } | { kind: 'unsent' }> {
  return withRecords(
    async (records) => {
      const unsent = (await listUnsent(records, person)).length + (await countRowsUnsent(person))
      if (unsent > 0 && options.evenUnsent !== true) return { kind: 'unsent' }
      for (const { name } of await records.listKept(person)) {
        await deleteDatabase(name)
        await records.forget(name)
      }
      for (const { id } of await records.listRecoveryOf(person)) await records.dropRecovery(id)
      await deleteTaken(person)
      return { kind: 'wiped' }
    },
    { kind: 'wiped' },
  )
}

async function listUnsent(records: DeviceRecords, person: PersonId): Promise<UnsentDocument[]> {
  const byDocument = new Map<DocumentId, Set<string>>()
  const add = (documentId: DocumentId, places: string[]) => {
    const known = byDocument.get(documentId) ?? new Set()
    for (const place of places) known.add(place)
    byDocument.set(documentId, known)
  }
  const kept = new Map((await records.listKept(person)).map((one) => [one.name, one.documentId]))
  for (const { name, places } of await records.listMarksOf(person)) {
    const documentId = kept.get(name)
    if (documentId !== undefined) add(documentId, places)
  }
  for (const { documentId, texts } of await records.listRecoveryOf(person)) {
    add(
      documentId,
      texts.map(({ root }) => root),
    )
  }
  return [...byDocument].map(([documentId, places]) => ({ documentId, places: [...places] }))
}

/** Where the browser keeps nothing there is nothing to lose. */
async function withRecords<T>(
  task: (records: DeviceRecords) => Promise<T>,
  nothingKept: T,
): Promise<T> {
  const records = await DeviceRecords.open().catch(() => null)
  if (records === null) return nothingKept
  try {
    return await task(records)
  } finally {
    records.close()
  }
}
