import type { KeptDocument } from './device-records.ts'
import { DeviceRecords } from './device-records.ts'
import type { DocumentPerson } from './person.ts'
import type { LinkPorts } from './document-link.ts'
import { openDocument } from './open-document.ts'

/** How long one document may take; what is not sent by then stays marked and is tried at the next start. */
const documentMsMax = 60_000

/**
 * Sends what earlier visits left unsent, without a screen: at the start, before any editor touches those
 * documents. One after the other, so that a start is not a storm; never rejects.
 */
export async function syncUnsent(
  person: DocumentPerson,
  options: { url?: string; ports?: LinkPorts } = {},
): Promise<void> {
  for (const document of await listUnsent(person)) await syncOne(document, person, options)
}

async function listUnsent(person: DocumentPerson): Promise<KeptDocument[]> {
  try {
    const records = await DeviceRecords.open()
    const marked = new Set((await records.listMarksOf(person.id)).map(({ name }) => name))
    const kept = await records.listKept(person.id)
    records.close()
    return kept.filter(({ name }) => marked.has(name))
  } catch {
    return [] // a browser that keeps nothing
  }
}

async function syncOne(
  { documentId, epoch, kind }: KeptDocument,
  person: DocumentPerson,
  options: { url?: string; ports?: LinkPorts },
): Promise<void> {
  let settle: () => void = () => {}
  const settled = new Promise<void>((resolve) => {
    settle = resolve
  })
  // Refused: the copy is kept on the device and shown when the document is opened.
  const onReplaced = (fresh: { close(): Promise<void> }) => void fresh.close().then(settle)
  const document = openDocument({
    ...{ documentId, epoch, kind, person, offline: true, onReplaced },
    ...options,
  })
  const look = () => {
    if (document.end !== null || document.save.current.kind !== 'saving') settle()
  }
  const stop = document.watch(look)
  const timer = setTimeout(settle, documentMsMax)
  await document.ready
  look()
  await settled
  clearTimeout(timer)
  stop()
  await document.close()
}
