import type { DocumentPerson } from './sync/person.ts'
import { unsentDocuments } from './sync/sign-out.ts'

/** Sends what an earlier visit left on this device. The documents' code is fetched only when there is something. */
export async function sendUnsent(person: DocumentPerson): Promise<void> {
  if ((await unsentDocuments(person.id)).length === 0) return
  const { syncUnsent } = await import('./sync/sync-unsent.ts')
  await syncUnsent(person)
}
