import type { Context } from 'hono'
import { Hono } from 'hono'
import type { ClubId, IdeaId, VoteRoundId } from '../../shared/ids.ts'
import { can } from '../../shared/policy.ts'
import type { BoardView } from '../../shared/reading/ideas.ts'
import { addIdeaSchema, changeIdeaSchema, dotSchema } from '../../shared/reading/ideas.ts'
import type { Actor, Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { boardView } from './board.ts'
import type { ClubChange } from './club-change.ts'
import { asMember, changeClub } from './club-change.ts'
import { findClubRole } from './club-queries.ts'
import { findIdea, findRound } from './idea-queries.ts'
import { addIdea, changeIdea } from './ideas.ts'
import { closeVote, putDot } from './votes.ts'

/** Best ideas of a club and its vote: shared/reading/ideas.ts says what each route takes and gives. */
export function ideaRoutes(deps: AreaDeps): Hono<Env> {
  const { storage, live } = deps
  return new Hono<Env>()
    .get('/clubs/:club/board', async (c) => {
      const actor = signedIn(c)
      const club: ClubId = readId(c, 'club')
      const clubRole = await findClubRole(storage, club, actor.id)
      if (!can(actor, { action: 'club.read', clubRole })) throw notFound()
      return answer(c, deps, { actor, club })
    })
    .post('/clubs/:club/ideas', async (c) => {
      const actor = signedIn(c)
      const club: ClubId = readId(c, 'club')
      const asked = await readBody(c, addIdeaSchema)
      const isNew = await changeIdeas(deps, { actor, club }, (change) =>
        addIdea(change, actor.id, asked),
      )
      return answer(c, deps, { actor, club, status: isNew ? 201 : 200 })
    })
    .patch('/ideas/:idea', async (c) => {
      const actor = signedIn(c)
      const id: IdeaId = readId(c, 'idea')
      const asked = await readBody(c, changeIdeaSchema)
      const club = (await findIdea(storage, id))?.clubId ?? null
      await changeIdeas(deps, { actor, club }, (change) =>
        changeIdea(change, actor.id, { id, asked }),
      )
      return answer(c, deps, { actor, club })
    })
    .put('/ideas/:idea/dot', async (c) => {
      const actor = signedIn(c)
      const id: IdeaId = readId(c, 'idea')
      const { isOn } = await readBody(c, dotSchema)
      const club = (await findIdea(storage, id))?.clubId ?? null
      let isNew = false
      // The club does not change by a dot, so that not even the time of one is seen by others.
      const rule = asMember(actor, 'club.take-part', async (change) => {
        isNew = await putDot(change, actor.id, { id, isOn })
        return false
      })
      await changeClub(deps, found(club), rule)
      if (isNew) live.publish({ scope: `person:${actor.id}`, noun: 'ideas', id: club })
      return answer(c, deps, { actor, club })
    })
    .post('/rounds/:round/close', async (c) => {
      const actor = signedIn(c)
      const id: VoteRoundId = readId(c, 'round')
      const club = (await findRound(storage, id))?.clubId ?? null
      const rule = asMember(actor, 'club.change', (change) => closeVote(change, actor.id, id))
      await changeClub(deps, found(club), rule, 'ideas')
      return answer(c, deps, { actor, club })
    })
}

/** A change of the board by somebody of the club; true when something is new. */
async function changeIdeas(
  deps: AreaDeps,
  { actor, club }: { actor: Actor; club: ClubId | null },
  work: (change: ClubChange) => Promise<boolean>,
): Promise<boolean> {
  let isNew = false
  const rule = asMember(actor, 'club.take-part', async (change) => (isNew = await work(change)))
  await changeClub(deps, found(club), rule, 'ideas')
  return isNew
}

/** The board as it is now. */
async function answer(
  c: Context<Env>,
  { storage }: AreaDeps,
  { actor, club, status = 200 }: { actor: Actor; club: ClubId | null; status?: 200 | 201 },
) {
  return c.json<BoardView>(await boardView(storage, found(club), actor.id), status)
}

function found<T>(value: T | null): T {
  if (value === null) throw notFound()
  return value
}
