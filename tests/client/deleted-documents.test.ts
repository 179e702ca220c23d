import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { takeOffDevice } from '../../client/sync/deleted-documents.ts'
import { DeviceRecords } from '../../client/sync/device-records.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'

const me = '01JD0000000000000000000001' as PersonId
const other = '01JD0000000000000000000002' as PersonId
const documents = ['01JD0000000000000000000011', '01JD0000000000000000000012'] as DocumentId[]
const unsent = '01JD0000000000000000000013' as DocumentId

const nameOf = (person: PersonId, document: DocumentId) => `staffroom/${person}/${document}/1`

async function keep(person: PersonId, documentId: DocumentId): Promise<void> {
  const name = nameOf(person, documentId)
  const records = await DeviceRecords.open()
  await records.keep({ name, person, documentId, epoch: '1', kind: 'observation' })
  if (documentId === unsent) {
    await records.mark({ key: `${name} 1`, name, person, made: 1, places: ['notes'] })
  }
  records.close()
  await new Promise((resolve) => {
    const opening = indexedDB.open(name)
    opening.onsuccess = () => {
      opening.result.close()
      resolve(null)
    }
  })
}

it('what was deleted on the server goes from the device, but for what only the device has', async () => {
  const [gone, kept] = documents as [DocumentId, DocumentId]
  for (const document of [gone, kept, unsent]) await keep(me, document)
  await keep(other, gone)
  await takeOffDevice(me, [])
  await takeOffDevice(me, [gone, unsent])
  const records = await DeviceRecords.open()
  const left = async (person: PersonId) =>
    (await records.listKept(person)).map(({ documentId }) => documentId)
  expect(await left(me)).toEqual([kept, unsent])
  expect(await left(other)).toEqual([gone])
  records.close()
  const names = (await indexedDB.databases()).map(({ name }) => name)
  expect(names).not.toContain(nameOf(me, gone))
  expect(names).toEqual(
    expect.arrayContaining([nameOf(me, kept), nameOf(me, unsent), nameOf(other, gone)]),
  )
})
