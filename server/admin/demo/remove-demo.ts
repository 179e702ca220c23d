import { Hono } from 'hono'
import { allowedNow } from '../../accounts/acting.ts'
import type { Actor, Env } from '../../http/actor.ts'
import { allowed } from '../../http/actor.ts'
import type { AreaDeps } from '../../http/area.ts'
import type { Storage } from '../../storage/storage.ts'
import type { RemovedExample } from '../example-queries.ts'
import { deleteExample } from '../example-queries.ts'

/** Removes the example community: all of it, or nothing when that fails. `actor` is nobody at the machine itself. */
export function removeExample(storage: Storage, actor?: Actor): Promise<RemovedExample> {
  return storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    if (actor !== undefined) await allowedNow(q, actor, { action: 'community.change' })
    return deleteExample(q)
  })
}

/** DELETE /api/example → 204, for an admin. Repeating it removes nothing more. */
export function exampleRoutes(deps: AreaDeps): Hono<Env> {
  return new Hono<Env>().delete('/example', async (c) => {
    const actor = allowed(c, { action: 'community.change' })
    const removed = await removeExample(deps.storage, actor)
    await announceRemoval(deps, removed)
    const { people, studies } = removed
    const facts = { by: actor.id, people: people.length, studies: studies.length }
    deps.log.info('example-removed', facts)
    return c.body(null, 204)
  })
}

/** Closes what example people had open, and tells everybody else that it is gone. */
async function announceRemoval(
  { rooms, live }: Pick<AreaDeps, 'rooms' | 'live'>,
  removed: RemovedExample,
): Promise<void> {
  for (const key of removed.sessionKeys) {
    rooms.closeSession(key)
    live.closeSession(key)
  }
  const documents = [...removed.documents, ...removed.openDocuments]
  await Promise.all(documents.map((document) => rooms.recheckDocument(document)))
  await Promise.all(removed.others.map((person) => live.recheckPerson(person)))
  for (const study of removed.studies) {
    live.publish({ scope: `study:${study}`, noun: 'study', id: study })
  }
  for (const club of removed.clubs) live.publish({ scope: `club:${club}`, noun: 'club', id: club })
  for (const id of [...removed.teachMeets, ...removed.keptMeets]) {
    live.publish({ scope: `teachmeet:${id}`, noun: 'teachmeet', id })
  }
  for (const person of removed.others) {
    live.publish({ scope: `person:${person}`, noun: 'studies', id: null })
  }
  for (const noun of ['people', 'themes', 'community', 'clubs', 'teachmeets'] as const) {
    live.publish({ scope: 'community', noun, id: null })
  }
}
