import { mailKey, nameKey } from '../../shared/accounts/name.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId, SchoolId } from '../../shared/ids.ts'
import { peopleMax } from '../../shared/limits.ts'
import type { Queryable } from '../storage/storage.ts'
import {
  countPeople,
  findPersonByMail,
  findPersonByName,
  insertPerson,
  nextColour,
} from './queries.ts'

export interface Newcomer {
  id: PersonId
  name: string
  mail: string | null
  passwordHash: string | null
  isAdmin: boolean
  isLead: boolean
  isExample: boolean
  /** The school of a network they come into; the community's own where nothing is said. */
  schoolId?: SchoolId | null
  at: number
}

/** Takes somebody in; `q` is a transaction, so that the name is still free when it is written. */
export async function addPerson(q: Queryable, newcomer: Newcomer): Promise<void> {
  if ((await countPeople(q)) >= peopleMax) {
    throw new AppError('conflict', `This server has room for ${peopleMax} people, and is full.`)
  }
  await requireFreeName(q, newcomer.name, null)
  if (newcomer.mail !== null) await requireFreeMail(q, newcomer.mail, null)
  const { at, ...person } = newcomer
  await insertPerson(q, {
    ...person,
    nameKey: nameKey(person.name),
    mailKey: person.mail === null ? null : mailKey(person.mail),
    colour: await nextColour(q),
    state: 'active',
    createdAt: at,
  })
}

/** Throws when the name is somebody else's, or so like one that people would be mistaken. */
export async function requireFreeName(
  q: Queryable,
  name: string,
  self: PersonId | null,
): Promise<void> {
  const key = nameKey(name)
  if (key === '') {
    const sentence = 'Write a name that can be read.'
    throw new AppError('invalid', sentence, { name: sentence })
  }
  const other = await findPersonByName(q, key)
  if (other === null || other.id === self) return
  const sentence = `Someone here is called ${other.name} already. Add a letter, like ${name} T.`
  throw new AppError('taken', sentence, { name: sentence })
}

export async function requireFreeMail(
  q: Queryable,
  mail: string,
  self: PersonId | null,
): Promise<void> {
  const other = await findPersonByMail(q, mailKey(mail))
  if (other === null || other.id === self) return
  const sentence = 'Someone here uses this e-mail address already.'
  throw new AppError('taken', sentence, { mail: sentence })
}
