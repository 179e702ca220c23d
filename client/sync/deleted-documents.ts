import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { deleteDatabase, DeviceRecords } from './device-records.ts'

/**
 * Takes documents off this device that were deleted on the server while nobody had them open here. One with unsent
 * edits is left to the next time it is opened, which keeps a copy of those first.
 */
export async function takeOffDevice(
  person: PersonId,
  documents: readonly DocumentId[],
): Promise<void> {
  if (documents.length === 0) return
  const records = await DeviceRecords.open().catch(() => null)
  if (records === null) return
  try {
    for (const { name, documentId } of await records.listKept(person)) {
      if (!documents.includes(documentId)) continue
      if ((await records.listMarks(name)).length > 0) continue
      await deleteDatabase(name)
      await records.forget(name)
    }
  } catch {
    // A device that does not answer is asked again with the next look at the study.
  } finally {
    records.close()
  }
}
