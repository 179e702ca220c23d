import { ulid } from 'ulid'
import * as Y from 'yjs'
import type { CasePupilId, DocumentId, NoteId, RowId } from '../../../shared/ids.ts'
import type { StudyView } from '../../../shared/lesson-study/api.ts'
import { addNote, setNote, writeNote, type Stem } from '../../../shared/lesson-study/observation.ts'
import type { DocumentKind } from '../../../shared/sync/kinds.ts'
import { SyncPeer } from '../../support/sync-peer.ts'
import type { Colleague } from './school.ts'

/** A document of the first lesson that `who` may read: one for everybody, or a person's own. */
export function documentOf(study: StudyView, kind: DocumentKind, who?: Colleague): DocumentId {
  const found = study.lessons[0]!.documents.find(
    (one) => one.kind === kind && (one.person?.id ?? null) === (who?.me.id ?? null),
  )
  if (!found) throw new Error(`no ${kind} of the lesson can be read`)
  return found.id
}

/** A connection of somebody's own to a document, from outside the product's pages. */
export async function peerOf(
  { context }: Colleague,
  url: string,
  document: DocumentId,
): Promise<SyncPeer> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const guest = { cookie } as NonNullable<ConstructorParameters<typeof SyncPeer>[0]['guest']>
  const peer = new SyncPeer({ base: url, guest, document })
  await peer.sync()
  return peer
}

/** Changes the peer's document and sends what that came to. Resolves to whether the server has kept it. */
export async function send(peer: SyncPeer, change: (doc: Y.Doc) => void): Promise<boolean> {
  const before = Y.encodeStateVector(peer.doc)
  const answers = () => peer.hears('saved').length + peer.hears('refused').length
  const [known, refused] = [answers(), peer.hears('refused').length]
  peer.doc.transact(() => change(peer.doc))
  peer.send({ kind: 'update', update: Y.encodeStateAsUpdate(peer.doc, before) })
  await peer.until(() => answers() > known || peer.closed !== null)
  return peer.closed === null && peer.hears('refused').length === refused
}

export interface Written {
  at: number
  stem: Stem
  text: string
  pupils: CasePupilId[]
  stage?: RowId
}

/** Notes as the observation screen writes them. Resolves to their ids. */
export async function writeNotes(
  who: Colleague,
  url: string,
  study: StudyView,
  written: Written[],
): Promise<NoteId[]> {
  const peer = await peerOf(who, url, documentOf(study, 'observation', who))
  const ids = written.map(() => ulid() as NoteId)
  const isKept = await send(peer, (doc) =>
    written.forEach(({ text, stage = null, ...note }, index) => {
      const id = ids[index]!
      addNote(doc, { id, stage, ...note })
      writeNote(doc, id, text)
      setNote(doc, id, { isKept: true })
    }),
  )
  await peer.close()
  if (!isKept) throw new Error('the notes were refused')
  return ids
}
