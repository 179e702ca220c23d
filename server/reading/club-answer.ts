import type { Context } from 'hono'
import type { Actor, Env } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import type { Club } from './club-queries.ts'
import { clubView } from './club-views.ts'

/** The club as the person sees it after a change; nothing, when they have just left it. */
export async function answerClub(
  c: Context<Env>,
  { storage }: Pick<AreaDeps, 'storage'>,
  { club, actor, status = 200 }: { club: Club; actor: Actor; status?: 200 | 201 },
) {
  const view = await clubView(storage, club, actor.id)
  return view === null ? c.body(null, 204) : c.json(view, status)
}
