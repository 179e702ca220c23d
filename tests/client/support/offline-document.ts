import type { OpenDocument, OpenDocumentOptions } from '../../../client/sync/document.ts'
import { openDocument } from '../../../client/sync/open-document.ts'
import type { DocumentId, PersonId } from '../../../shared/ids.ts'

export const documentId = '01JD0000000000000000000001' as DocumentId
export const amira = { id: '01JD00000000000000000000A1' as PersonId, name: 'Amira', colour: 1 }
export const ben = { id: '01JD00000000000000000000B1' as PersonId, name: 'Ben', colour: 2 }

/** A document that no server ever answers for. */
export function offlineDocument(options: Partial<OpenDocumentOptions> = {}): OpenDocument {
  return openDocument({
    documentId,
    epoch: 'e1',
    person: amira,
    kind: 'plan',
    url: 'ws://127.0.0.1:1',
    offline: false,
    ports: { WebSocket: noSocket(), random: () => 0.5 },
    ...options,
  })
}

/** A network on which nothing ever opens. */
function noSocket(): typeof WebSocket {
  class SilentSocket {
    readonly readyState = 0
    onopen = null
    onmessage = null
    onerror = null
    onclose = null
    send(): void {
      throw new Error('nothing is open')
    }
    close(): void {}
  }
  return SilentSocket as unknown as typeof WebSocket
}
