import type { Context } from 'hono'
import type { ClaimServer, Join, Reset, SignIn } from '../../shared/accounts/api.ts'
import { mailKey, nameKey } from '../../shared/accounts/name.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { signInTriesPerMinuteAddressMax, signInTriesPerMinuteMax } from '../../shared/limits.ts'
import type { Env } from '../http/actor.ts'
import { Tries } from '../http/limits.ts'
import type { Queryable } from '../storage/storage.ts'
import type { SecretCheck } from './invitation.ts'
import { accountNeeded, endedInvitation, needsAccount, ofAnotherSchool } from './invitation.ts'
import type { Invitation } from './invitation-queries.ts'
import { revokeOpenInvitations, useInvitation } from './invitation-queries.ts'
import { addPerson, requireFreeName } from './people.ts'
import type { Person } from './queries.ts'
import {
  changePerson,
  countAdmins,
  findPerson,
  findPersonByMail,
  findPersonByName,
} from './queries.ts'
import type { AccountDeps } from './deps.ts'
import { schoolOf } from './school-queries.ts'

/** The ways to a session: claiming the server, signing in, joining by a link or code, a reset code. */
export class WaysIn {
  readonly #deps: AccountDeps
  readonly #secrets: SecretCheck
  readonly #perName = new Tries(
    signInTriesPerMinuteMax,
    'That is a lot of tries for one name. Wait a minute, then try again.',
  )
  readonly #perAddress = new Tries(
    signInTriesPerMinuteAddressMax,
    'That is a lot of tries from here. Wait a minute, then try again.',
  )

  constructor(deps: AccountDeps, secrets: SecretCheck) {
    this.#deps = deps
    this.#secrets = secrets
  }

  async signIn(c: Context<Env>, { name, password }: SignIn): Promise<PersonId> {
    const { storage, passwords, sessions } = this.#deps
    const address = c.get('address')
    const key = `${address} ${nameKey(name)}`
    await this.#perName.take(key)
    await this.#perAddress.take(address)
    const person = await this.#findByNameOrMail(name)
    // Compared even when nobody has the name, so that the time taken tells nothing.
    if (!(await passwords.isRight(password, person?.passwordHash ?? null)) || person === null) {
      throw wrongPassword()
    }
    await this.#perName.giveBack(key)
    await this.#perAddress.giveBack(address)
    const started = await storage.transaction(async (tx) => {
      const q: Queryable = { db: tx, tables: storage.tables }
      const now = await findPerson(q, person.id)
      // Comparing took a while, in which the password may have become another.
      if (now?.passwordHash !== person.passwordHash) throw wrongPassword()
      if (now?.state !== 'active') {
        throw new AppError('forbidden', 'Your place here was closed. An admin can open it again.')
      }
      return sessions.start(q, person.id)
    })
    sessions.hand(c, started)
    return person.id
  }

  /** The owner link: founds the community, or lets whoever runs the machine back into theirs. */
  async claim(c: Context<Env>, claim: ClaimServer): Promise<PersonId> {
    const { storage, sessions, community, random, clock } = this.#deps
    requireTimeZone(claim.community.timeZone)
    const { invitation, passwordHash } = await this.#prepare(c, claim, ['owner'])
    const id = random.id() as PersonId
    const { person, started } = await storage.transaction(async (tx) => {
      const q: Queryable = { db: tx, tables: storage.tables }
      await this.#use(q, invitation)
      await revokeOpenInvitations(q, 'owner', null, clock.now())
      const isOwned = (await countAdmins(q)) > 0
      if (!isOwned) await community.found(q, claim.community)
      const person = await this.#seatOwner(q, { id, name: claim.name, passwordHash }, isOwned)
      return { person, started: await sessions.start(q, person) }
    })
    await sessions.endAll(person, sessions.keyOf(started.token))
    sessions.hand(c, started)
    this.#deps.log.info('server-claimed', { person })
    return person
  }

  /** A new person; on a server that has owners already, the person of that name instead, if there is one. */
  async #seatOwner(
    q: Queryable,
    owner: { id: PersonId; name: string; passwordHash: string },
    isOwned: boolean,
  ): Promise<PersonId> {
    const rights = { passwordHash: owner.passwordHash, isAdmin: true, isLead: true }
    const known = isOwned ? await findPersonByName(q, nameKey(owner.name)) : null
    if (known && !known.isExample) {
      await changePerson(q, known.id, { ...rights, state: 'active' })
      return known.id
    }
    const at = this.#deps.clock.now()
    const { id, name } = owner
    await addPerson(q, { id, name, mail: null, isExample: false, ...rights, at })
    return id
  }

  async join(c: Context<Env>, join: Join): Promise<PersonId> {
    const { storage, sessions, random, clock, live } = this.#deps
    const { invitation, passwordHash } = await this.#prepare(
      c,
      join,
      ['link', 'code'],
      async (found) => {
        if (await needsAccount(storage, found)) throw accountNeeded()
        await requireFreeName(storage, join.name, null)
      },
    )
    const id = random.id() as PersonId
    const started = await storage.transaction(async (tx) => {
      const q: Queryable = { db: tx, tables: storage.tables }
      // Hashing took a while, in which whoever made the link may have lost the right to let strangers in.
      if (await needsAccount(q, invitation)) throw accountNeeded()
      await this.#use(q, invitation)
      await addPerson(q, {
        id,
        name: join.name,
        mail: join.mail || null,
        passwordHash,
        isAdmin: false,
        isLead: false,
        isExample: false,
        schoolId: invitation.schoolId,
        at: clock.now(),
      })
      return sessions.start(q, id)
    })
    await this.#enterStudy(id, invitation)
    await this.#enterClub(id, invitation)
    sessions.hand(c, started)
    live.publish({ scope: 'community', noun: 'people', id })
    live.publish({ scope: 'community', noun: 'invitations', id: invitation.id })
    this.#deps.log.info('joined', { person: id, by: invitation.kind })
    return id
  }

  /** Somebody who has an account opens a link to a study or a club: they need no second one. Returns where it leads. */
  async accept(person: PersonId, secret: string, address: string): Promise<string | null> {
    const { storage, studies } = this.#deps
    const invitation = await this.#secrets.find(secret, ['link', 'code'], address)
    if (invitation.clubId !== null) return this.#acceptClub(person, invitation)
    if (invitation.studyId === null) return null
    if ((await studies.findForInvitation(invitation.studyId)) === null) return null
    if ((await studies.findRole(person, invitation.studyId)) === null) {
      // A link into a study is of the study's school.
      if ((await schoolOf(storage, person)) !== invitation.schoolId) throw ofAnotherSchool()
      await this.#use(storage, invitation)
      await this.#enterStudy(person, invitation)
    }
    return `/studies/${invitation.studyId}`
  }

  async #acceptClub(person: PersonId, invitation: Invitation): Promise<string | null> {
    const { storage, clubs } = this.#deps
    const { clubId } = invitation
    const club = clubId && (await clubs.findForInvitation(clubId))
    if (!clubId || club === null) return null
    if ((await clubs.findRole(person, clubId)) === null) {
      await this.#use(storage, invitation)
      await this.#enterClub(person, invitation)
    }
    // A club that has no room leads to the list of clubs.
    return (await clubs.findRole(person, clubId)) === null ? '/reading' : club.path
  }

  async reset(c: Context<Env>, reset: Reset): Promise<PersonId> {
    const { storage, sessions, clock } = this.#deps
    const { invitation, passwordHash } = await this.#prepare(c, reset, ['reset'])
    const id = invitation.personId
    if (id === null) throw endedInvitation()
    await storage.transaction(async (tx) => {
      const q: Queryable = { db: tx, tables: storage.tables }
      await this.#use(q, invitation)
      const person = await findPerson(q, id)
      if (person?.state !== 'active') throw endedInvitation()
      await changePerson(q, id, { passwordHash })
      await revokeOpenInvitations(q, 'reset', id, clock.now())
    })
    await sessions.endAll(id, null)
    sessions.hand(c, await sessions.start(storage, id))
    this.#deps.log.info('password-reset', { person: id })
    return id
  }

  /** What can be refused is refused before the password is hashed: strangers cannot make the server work. */
  async #prepare(
    c: Context<Env>,
    body: { secret: string; password: string },
    kinds: readonly Invitation['kind'][],
    check: (found: Invitation) => Promise<void> = async () => {},
  ): Promise<{ invitation: Invitation; passwordHash: string }> {
    const invitation = await this.#secrets.find(body.secret, kinds, c.get('address'))
    await check(invitation)
    return { invitation, passwordHash: await this.#deps.passwords.hash(body.password) }
  }

  /** Hashing took a while; the invitation may have ended meanwhile. */
  async #use(q: Queryable, invitation: Invitation): Promise<void> {
    const isUsed = await useInvitation(q, invitation.id, this.#deps.clock.now())
    if (!isUsed) throw endedInvitation()
  }

  async #enterStudy(person: PersonId, { studyId, studyRole }: Invitation): Promise<void> {
    const { studies } = this.#deps
    if (studyId === null || (await studies.findForInvitation(studyId)) === null) return
    await studies.join(person, studyId, studyRole ?? 'teacher')
  }

  async #enterClub(person: PersonId, { clubId }: Invitation): Promise<void> {
    const { clubs } = this.#deps
    if (clubId === null || (await clubs.findForInvitation(clubId)) === null) return
    await clubs.join(person, clubId)
  }

  async #findByNameOrMail(text: string): Promise<Person | null> {
    const { storage } = this.#deps
    const byMail = text.includes('@') ? await findPersonByMail(storage, mailKey(text)) : null
    return byMail ?? findPersonByName(storage, nameKey(text))
  }
}

const wrongPassword = () =>
  new AppError('wrong-password', 'Name and password do not belong together.')

function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone })
  } catch {
    const sentence = 'Choose a time zone, like Europe/London.'
    throw new AppError('invalid', sentence, { 'community.timeZone': sentence })
  }
}
