import { Hono } from 'hono'
import type { ProtocolView } from '../../shared/community/protocols.ts'
import { addProtocolSchema, changeProtocolSchema } from '../../shared/community/protocols.ts'
import type { ProtocolId } from '../../shared/ids.ts'
import { actingNow } from '../accounts/acting.ts'
import type { Actor, Env } from '../http/actor.ts'
import { allowed, signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import type { Queryable } from '../storage/storage.ts'
import { listProtocols } from './protocol-queries.ts'
import { addProtocol, changeProtocol, protocolViews, removeProtocol } from './protocols.ts'

/** The school's own protocols: shared/community/protocols.ts says what each route takes and gives. */
export function protocolRoutes(deps: AreaDeps): Hono<Env> {
  const { storage, clock, live } = deps
  const inTransaction = <T>(
    actor: Actor,
    rule: (acting: { q: Queryable; now: number; actor: Actor }) => Promise<T>,
  ) =>
    storage.transaction(async (tx) => {
      const q: Queryable = { db: tx, tables: storage.tables }
      return rule({ q, now: clock.now(), actor: await actingNow(q, actor) })
    })
  const announce = (id: ProtocolId) => live.publish({ scope: 'community', noun: 'protocols', id })
  return new Hono<Env>()
    .get('/protocols', async (c) => {
      signedIn(c)
      return c.json(await protocolViews(storage, await listProtocols(storage)))
    })
    .post('/protocols', async (c) => {
      const actor = allowed(c, { action: 'protocol.add' })
      const asked = await readBody(c, addProtocolSchema)
      const { protocol, isNew } = await inTransaction(actor, (acting) => addProtocol(acting, asked))
      if (isNew) announce(protocol.id)
      const [view] = await protocolViews(storage, [protocol])
      return c.json<ProtocolView>(view!, isNew ? 201 : 200)
    })
    .put('/protocols/:protocol', async (c) => {
      const actor = signedIn(c)
      const id: ProtocolId = readId(c, 'protocol')
      const asked = await readBody(c, changeProtocolSchema)
      const protocol = await inTransaction(actor, (acting) => changeProtocol(acting, id, asked))
      announce(id)
      const [view] = await protocolViews(storage, [protocol])
      return c.json<ProtocolView>(view!)
    })
    .delete('/protocols/:protocol', async (c) => {
      const actor = signedIn(c)
      const id: ProtocolId = readId(c, 'protocol')
      await inTransaction(actor, (acting) => removeProtocol(acting, id))
      announce(id)
      return c.body(null, 204)
    })
}
