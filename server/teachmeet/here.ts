import type { DocumentId } from '../../shared/ids.ts'
import type { AreaDeps } from '../http/area.ts'
import { findMeetDocument } from './document-queries.ts'

/** Tells whoever shows a TeachMeet that somebody has come to it, or has left: who is here has its own notes open. */
export async function tellMeetHere(
  { storage, live }: Pick<AreaDeps, 'storage' | 'live'>,
  document: DocumentId,
): Promise<boolean> {
  const found = await findMeetDocument(storage, document)
  if (found === null) return false
  if (found.kind === 'teachmeet-notes') {
    const { teachMeetId } = found
    live.publish({ scope: `teachmeet:${teachMeetId}`, noun: 'here', id: teachMeetId })
  }
  return true
}
