import { Hono } from 'hono'
import type { ThemeView } from '../../shared/community/api.ts'
import {
  addThemeSchema,
  changeCommunitySchema,
  changePersonSchema,
  inviteSchema,
} from '../../shared/community/api.ts'
import { AppError } from '../../shared/errors.ts'
import { themesMax } from '../../shared/limits.ts'
import { allowedNow } from '../accounts/acting.ts'
import type { Env } from '../http/actor.ts'
import { allowed, signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { addressOf } from '../http/origins.ts'
import type { Queryable } from '../storage/storage.ts'
import { communityView, renameCommunity } from './community.ts'
import type { CommunityDeps } from './deps.ts'
import { listInvitationRows } from './invitation-rows.ts'
import { takeBack } from './invitation-ends.ts'
import { invite } from './inviting.ts'
import { changeMember, issueResetCode, listMembers } from './people.ts'
import type { Theme } from './queries.ts'
import { closeTheme, findCommunity, findTheme, insertTheme, listThemes } from './queries.ts'

export function communityRoutes(deps: CommunityDeps): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get('/community', async (c) => {
    const actor = allowed(c, { action: 'community.read' })
    return c.json(await communityView(deps, actor))
  })

  routes.patch('/community', async (c) => {
    const actor = signedIn(c)
    await renameCommunity(deps, actor, await readBody(c, changeCommunitySchema))
    return c.json(await communityView(deps, actor))
  })

  routes.get('/people', async (c) => {
    const actor = allowed(c, { action: 'people.list' })
    return c.json(await listMembers(deps, actor))
  })

  routes.patch('/people/:id', async (c) => {
    allowed(c, { action: 'people.roles' })
    const actor = allowed(c, { action: 'people.remove' })
    const change = await readBody(c, changePersonSchema)
    return c.json(await changeMember(deps, actor, readId(c, 'id'), change))
  })

  routes.post('/people/:id/reset-code', async (c) => {
    const actor = allowed(c, { action: 'people.code' })
    return c.json(await issueResetCode(deps, actor, readId(c, 'id'), addressOf(c, deps)), 201)
  })

  addInvitationRoutes(routes, deps)
  addThemeRoutes(routes, deps)
  return routes
}

function addInvitationRoutes(routes: Hono<Env>, deps: CommunityDeps): void {
  routes.get('/invitations', async (c) => {
    const actor = allowed(c, { action: 'people.invite' })
    return c.json(await listInvitationRows(deps, actor))
  })

  routes.post('/invitations', async (c) => {
    const actor = signedIn(c)
    const request = await readBody(c, inviteSchema)
    return c.json(await invite(deps, actor, request, addressOf(c, deps)), 201)
  })

  routes.delete('/invitations/:id', async (c) => {
    await takeBack(deps, signedIn(c), { id: readId<'invitation'>(c, 'id') })
    return c.body(null, 204)
  })

  routes.delete('/invitations/sheets/:sheet', async (c) => {
    const actor = allowed(c, { action: 'people.invite' })
    await takeBack(deps, actor, { sheet: readId(c, 'sheet') })
    return c.body(null, 204)
  })
}

function addThemeRoutes(routes: Hono<Env>, deps: CommunityDeps): void {
  routes.get('/themes', async (c) => {
    allowed(c, { action: 'community.read' })
    return c.json((await listThemes(deps.storage)).map(themeView))
  })

  routes.post('/themes', async (c) => {
    const actor = allowed(c, { action: 'theme.add' })
    const { id, title } = await readBody(c, addThemeSchema)
    const { storage, clock, live } = deps
    const theme = await storage.transaction(async (tx) => {
      const q: Queryable = { db: tx, tables: storage.tables }
      await allowedNow(q, actor, { action: 'theme.add' })
      const known = await findTheme(q, id)
      // The id is accepted once: an offline queue may say the same again.
      if (known?.createdBy === actor.id && known.title === title) return known
      if (known) throw new AppError('taken', 'This theme is there already.')
      const community = await findCommunity(q)
      if (community === null) throw notFound()
      if ((await listThemes(q)).length >= themesMax) {
        throw new AppError('conflict', `There is room for ${themesMax} themes. Close some first.`)
      }
      const added: Theme = {
        id,
        communityId: community.id,
        title,
        createdBy: actor.id,
        createdAt: clock.now(),
        closedAt: null,
        isExample: false,
      }
      await insertTheme(q, added)
      return added
    })
    live.publish({ scope: 'community', noun: 'themes', id })
    return c.json(themeView(theme), 201)
  })

  routes.delete('/themes/:id', async (c) => {
    const actor = allowed(c, { action: 'theme.change' })
    const { storage, clock } = deps
    await storage.transaction(async (tx) => {
      const q: Queryable = { db: tx, tables: storage.tables }
      await allowedNow(q, actor, { action: 'theme.change' })
      if (!(await closeTheme(q, readId(c, 'id'), clock.now()))) throw notFound()
    })
    deps.live.publish({ scope: 'community', noun: 'themes', id: null })
    return c.body(null, 204)
  })
}

function themeView(theme: Theme): ThemeView {
  return { id: theme.id, title: theme.title }
}
