import type { Context } from 'hono'
import { Hono } from 'hono'
import type { ActionView } from '../../shared/community/actions.ts'
import { addActionSchema, changeActionSchema } from '../../shared/community/actions.ts'
import type { ActionId } from '../../shared/ids.ts'
import { actingNow } from '../accounts/acting.ts'
import type { Actor, Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import type { ActionRow } from './action-queries.ts'
import { listActions } from './action-queries.ts'
import type { Acting } from './actions.ts'
import { actionViews, addAction, changeAction } from './actions.ts'
import type { CommunityDeps } from './deps.ts'

type Deps = Pick<CommunityDeps, 'storage' | 'clock' | 'live' | 'studies'>

/** To-dos and changes people are trying: shared/community/actions.ts says what each route takes and gives. */
export function actionRoutes(deps: Deps): Hono<Env> {
  const { storage, clock, studies } = deps
  const inTransaction = <T>(actor: Actor, rule: (acting: Acting) => Promise<T>) =>
    storage.transaction(async (tx) => {
      const q = { db: tx, tables: storage.tables }
      const { id: by } = await actingNow(q, actor)
      return rule({ q, studies, now: clock.now(), by })
    })
  return new Hono<Env>()
    .get('/actions', async (c) => {
      const actor = signedIn(c)
      return c.json(await actionViews(storage, studies, await listActions(storage, actor.id)))
    })
    .post('/actions', async (c) => {
      const actor = signedIn(c)
      const asked = await readBody(c, addActionSchema)
      const { action, isNew } = await inTransaction(actor, (acting) => addAction(acting, asked))
      if (isNew) announce(deps, action)
      return answer(c, deps, action, isNew ? 201 : 200)
    })
    .patch('/actions/:action', async (c) => {
      const actor = signedIn(c)
      const id: ActionId = readId(c, 'action')
      const asked = await readBody(c, changeActionSchema)
      const { action, isChanged } = await inTransaction(actor, (acting) =>
        changeAction(acting, id, asked),
      )
      if (isChanged) announce(deps, action)
      return answer(c, deps, action)
    })
}

/** Its owner's Today shows it; where it came of a decision, the study says whose it is. */
function announce({ live }: Deps, { ownerId, studyId, decisionId }: ActionRow): void {
  live.publish({ scope: `person:${ownerId}`, noun: 'actions', id: null })
  if (studyId !== null && decisionId !== null) {
    live.publish({ scope: `study:${studyId}`, noun: 'chain', id: studyId })
  }
}

async function answer(
  c: Context<Env>,
  { storage, studies }: Deps,
  action: ActionRow,
  status: 200 | 201 = 200,
) {
  const [view] = await actionViews(storage, studies, [action])
  return c.json<ActionView>(view!, status)
}
