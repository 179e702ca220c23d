import { Hono } from 'hono'
import type { DoorView, InvitationView } from '../../shared/accounts/api.ts'
import {
  changeMeSchema,
  changePasswordSchema,
  claimServerSchema,
  joinSchema,
  lookSchema,
  resetSchema,
  signInSchema,
} from '../../shared/accounts/api.ts'
import { signInTriesPerMinuteMax } from '../../shared/limits.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody } from '../http/body.ts'
import { Tries } from '../http/limits.ts'
import type { AccountDeps } from './deps.ts'
import { endedInvitation, needsAccount, SecretCheck } from './invitation.ts'
import type { Invitation } from './invitation-queries.ts'
import { changeMe, changePassword, meView } from './me.ts'
import { countAdmins, findPerson, personView } from './queries.ts'
import { WaysIn } from './way-in.ts'

export function accountRoutes(deps: AccountDeps): Hono<Env> {
  const secrets = new SecretCheck(deps.storage, deps.clock)
  const ways = new WaysIn(deps, secrets)
  const passwordTries = new Tries(
    signInTriesPerMinuteMax,
    'That is a lot of tries. Wait a minute, then try again.',
  )
  const routes = new Hono<Env>()

  routes.get('/door', async (c) => {
    const community = await deps.community.find(deps.storage)
    return c.json<DoorView>({
      isFirstRun: community === null,
      isOwned: (await countAdmins(deps.storage)) > 0,
      communityName: community?.name ?? null,
      locale: community?.locale ?? 'en-GB',
    })
  })

  routes.post('/owner', async (c) => {
    const person = await ways.claim(c, await readBody(c, claimServerSchema))
    return c.json(await meView(deps, person), 201)
  })

  routes.post('/session', async (c) => {
    const person = await ways.signIn(c, await readBody(c, signInSchema))
    return c.json(await meView(deps, person), 201)
  })

  routes.delete('/session', async (c) => {
    const actor = c.get('actor')
    // Whoever is signed out already gets what they asked for.
    if (actor !== null) await deps.sessions.end(c, actor.sessionKey)
    return c.body(null, 204)
  })

  routes.post('/invitation/look', async (c) => {
    const { secret } = await readBody(c, lookSchema)
    const kinds = ['link', 'code', 'reset', 'owner'] as const
    const invitation = await secrets.find(secret, kinds, c.get('address'))
    return c.json(await invitationView(deps, invitation))
  })

  routes.post('/invitation/join', async (c) => {
    const person = await ways.join(c, await readBody(c, joinSchema))
    return c.json(await meView(deps, person), 201)
  })

  routes.post('/invitation/accept', async (c) => {
    const actor = signedIn(c)
    const { secret } = await readBody(c, lookSchema)
    return c.json({ path: await ways.accept(actor.id, secret, c.get('address')) })
  })

  routes.post('/reset', async (c) => {
    const person = await ways.reset(c, await readBody(c, resetSchema))
    return c.json(await meView(deps, person), 201)
  })

  routes.get('/me', async (c) => c.json(await meView(deps, signedIn(c).id)))

  routes.patch('/me', async (c) => {
    const actor = signedIn(c)
    await changeMe(deps, actor, await readBody(c, changeMeSchema))
    return c.json(await meView(deps, actor.id))
  })

  routes.post('/me/password', async (c) => {
    const actor = signedIn(c)
    await changePassword(deps, actor, await readBody(c, changePasswordSchema), passwordTries)
    return c.body(null, 204)
  })

  routes.delete('/me/sessions', async (c) => {
    const actor = signedIn(c)
    await deps.sessions.endAll(actor.id, actor.sessionKey)
    return c.body(null, 204)
  })

  return routes
}

/** What whoever holds a secret may know before they come in. */
async function invitationView(deps: AccountDeps, invitation: Invitation): Promise<InvitationView> {
  if (invitation.kind === 'owner') return { kind: 'owner' }
  const community = await deps.community.find(deps.storage)
  if (community === null) throw endedInvitation()
  const { expiresAt, studyId, clubId } = invitation
  if (invitation.kind === 'reset') {
    const person = invitation.personId && (await findPerson(deps.storage, invitation.personId))
    if (!person) throw endedInvitation()
    return { kind: 'reset', communityName: community.name, name: person.name, expiresAt }
  }
  const [inviter, study, club] = await Promise.all([
    invitation.createdBy && findPerson(deps.storage, invitation.createdBy),
    studyId && deps.studies.findForInvitation(studyId),
    clubId && deps.clubs.findForInvitation(clubId),
  ])
  return {
    kind: 'join',
    communityName: community.name,
    inviter: inviter ? personView(inviter) : null,
    study: study || null,
    club: club ? { name: club.name, people: club.people, textTitle: club.textTitle } : null,
    needsAccount: await needsAccount(deps.storage, invitation),
    expiresAt,
    path: club ? club.path : study ? `/studies/${studyId}` : null,
  }
}
