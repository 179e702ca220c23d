import type { MeView } from '../../shared/accounts/api.ts'
import { mailKey, nameKey } from '../../shared/accounts/name.ts'
import type { ChangeMe, ChangePassword } from '../../shared/accounts/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { Tries } from '../http/limits.ts'
import type { Queryable } from '../storage/storage.ts'
import { actingNow } from './acting.ts'
import { requireFreeMail, requireFreeName } from './people.ts'
import { changePerson, findPerson, rolesOf } from './queries.ts'
import type { AccountDeps } from './deps.ts'

/** A person as they see themselves. */
export async function meView(deps: AccountDeps, id: PersonId): Promise<MeView> {
  const [person, community] = await Promise.all([
    findPerson(deps.storage, id),
    deps.community.find(deps.storage),
  ])
  if (person === null || community === null) throw notFound()
  return {
    id: person.id,
    name: person.name,
    mail: person.mail,
    colour: person.colour,
    roles: rolesOf(person),
    community: {
      name: community.name,
      locale: community.locale,
      timeZone: community.timeZone,
    },
    school: await deps.community.findSchoolName(deps.storage, person.schoolId),
    serverTime: deps.clock.now(),
  }
}

export async function changeMe(deps: AccountDeps, actor: Actor, change: ChangeMe): Promise<void> {
  const { storage } = deps
  await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    await actingNow(q, actor)
    if (change.name !== undefined) await requireFreeName(q, change.name, actor.id)
    if (change.mail) await requireFreeMail(q, change.mail, actor.id)
    const row = {
      ...(change.name === undefined ? {} : { name: change.name, nameKey: nameKey(change.name) }),
      ...(change.mail === undefined
        ? {}
        : { mail: change.mail || null, mailKey: change.mail ? mailKey(change.mail) : null }),
    }
    if (Object.keys(row).length > 0) await changePerson(q, actor.id, row)
  })
  deps.live.publish({ scope: `person:${actor.id}`, noun: 'me', id: actor.id })
  deps.live.publish({ scope: 'community', noun: 'people', id: actor.id })
}

/** The other browsers of this person are signed out; this one stays. */
export async function changePassword(
  deps: AccountDeps,
  actor: Actor,
  { current, next }: ChangePassword,
  tries: Tries,
): Promise<void> {
  await tries.take(actor.id)
  const person = await findPerson(deps.storage, actor.id)
  if (person === null) throw notFound()
  const sentence = 'This is not your present password.'
  const wrong = new AppError('wrong-password', sentence, { current: sentence })
  if (!(await deps.passwords.isRight(current, person.passwordHash))) throw wrong
  await tries.giveBack(actor.id)
  const passwordHash = await deps.passwords.hash(next)
  const { storage } = deps
  await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    await actingNow(q, actor)
    // Hashing took a while, in which it may have become another: whoever knows the old one takes nothing over.
    const now = await findPerson(q, actor.id)
    if (now?.passwordHash !== person.passwordHash) throw wrong
    await changePerson(q, actor.id, { passwordHash })
  })
  await deps.sessions.endAll(actor.id, actor.sessionKey)
  deps.log.info('password-changed', { person: actor.id })
}
