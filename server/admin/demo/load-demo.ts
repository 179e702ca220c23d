import { newCode, newLinkSecret } from '../../accounts/secret.ts'
import { insertInvitations } from '../../accounts/invitation-queries.ts'
import { newInvitation } from '../../accounts/invitation.ts'
import { changePerson } from '../../accounts/queries.ts'
import { communityDoor } from '../../community/community.ts'
import { findCommunity } from '../../community/queries.ts'
import type { CommunityId, SchoolId, TeachMeetId, ThemeId } from '../../../shared/ids.ts'
import type { Queryable, Storage } from '../../storage/storage.ts'
import type { Clock, Random } from '../../sync/ports.ts'
import type { ExamplePerson } from '../example-queries.ts'
import { listExamplePeople, markExample } from '../example-queries.ts'
import { addExampleSchools } from '../example-school-queries.ts'
import type { ExampleName } from './example-people.ts'
import { ExampleVisitor, VisitorRefused } from './example-visitor.ts'
import { fractions } from './fractions.ts'
import { reading } from './reading.ts'
import { removeExample } from './remove-demo.ts'
import { writeClub } from './write-club.ts'
import { findLiveMeet, holdToday, writeMeets } from './write-meets.ts'
import { writeStudy } from './write-study.ts'
import type { Writing } from './writing.ts'
import { together } from './writing.ts'

export interface DemoDeps {
  storage: Storage
  clock: Clock
  random: Random
  /** Where the running server answers: `http://127.0.0.1:3000`. */
  base: string
}

/** The example people: with new passwords, or (null) with those they had. */
export interface LoadedExample {
  people: { name: string; password: string | null }[]
  /** The TeachMeet that is on; null when somebody has ended it. */
  teachMeet: TeachMeetId | null
}

const school = { name: 'Penrallt Fields Primary', locale: 'en-GB', timeZone: 'Europe/London' }
const names: readonly ExampleName[] = [
  ...(['Amira', 'Ben', 'Cerys', 'Femi', 'Grace', 'Hywel'] as const),
  ...(['Nadia', 'Mair'] as const),
]
const otherSchools = ['Larkfield Rise', 'Tolverne']
const studies = [fractions, reading]
const invitationMs = 10 * 60_000

/**
 * Loads the example community into the running server, by the routes, sockets and rules that everybody else meets.
 * From inside come only the first invitation, as the owner link is made, the network's other schools, when an evening
 * was held, and the mark by which all of it can be removed again. Where nobody has come in yet, the community bears the example's name until the owner
 * comes by the owner link; nobody of the example is an admin.
 */
export async function loadDemo(deps: DemoDeps): Promise<LoadedExample> {
  const { storage } = deps
  const before = await listExamplePeople(storage)
  if (before.length > 0) {
    await holdToday(storage, deps.clock)
    const people = before.map(({ name }) => ({ name, password: null }))
    return { people, teachMeet: await findLiveMeet(storage) }
  }
  try {
    return await load(deps)
  } catch (error) {
    // Half an example would be in the way of the next try.
    await removeExample(storage)
    throw error
  }
}

/** Gives the example people new passwords, by reset codes as a lead would; ends their sessions. */
export async function renewDemoPasswords(deps: DemoDeps): Promise<LoadedExample> {
  const people = []
  for (const person of await listExamplePeople(deps.storage)) {
    const secret = await inviteInside(deps, 'reset', person)
    const password = newPassword()
    const visitor = await ExampleVisitor.enter(deps.base, '/api/reset', { secret, password })
    await visitor.leave()
    people.push({ name: person.name, password })
  }
  return { people, teachMeet: await findLiveMeet(deps.storage) }
}

async function load(deps: DemoDeps): Promise<LoadedExample> {
  const { storage } = deps
  await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    if ((await findCommunity(q)) === null) await communityDoor(deps).found(q, school)
  })
  const people: LoadedExample['people'] = []
  const visitors = new Map<ExampleName, ExampleVisitor>()
  for (const name of names) {
    const password = newPassword()
    const visitor = await join(deps, name, password)
    await markExample(storage, { people: [visitor.id] })
    visitors.set(name, visitor)
    people.push({ name: visitor.name, password })
  }
  const [first] = visitors.values()
  await changePerson(storage, first!.id, { isLead: true })
  const themes = await addThemes(deps, first!)
  const community = await findCommunity(storage)
  const { timeZone } = community ?? school
  if (community !== null) await addSchools(deps, community.id)
  const writing: Writing = { ...deps, visitors, themes, timeZone }
  await together([
    writeStudies(storage, writing),
    writeReaders(storage, writing),
    writeMeets(storage, writing),
  ])
  for (const visitor of visitors.values()) await visitor.leave()
  return { people, teachMeet: await findLiveMeet(storage) }
}

/** The network's other schools: only an admin adds them, and nobody of the example is one. */
async function addSchools(
  { storage, clock, random }: DemoDeps,
  communityId: CommunityId,
): Promise<void> {
  const schools = otherSchools.map((name) => ({
    ...{ id: random.id() as SchoolId, communityId, name, createdAt: clock.now() },
  }))
  await addExampleSchools(storage, schools)
}

/** One after the other: the study that was changed last is the first on everybody's list. */
async function writeStudies(storage: Storage, writing: Writing): Promise<void> {
  for (const study of studies) {
    const id = await writeStudy(writing, study)
    await markExample(storage, { studies: [id] })
  }
}

async function writeReaders(storage: Storage, writing: Writing): Promise<void> {
  const club = await writeClub(writing)
  await markExample(storage, { clubs: [club] })
}

/** Joins by an invitation of one use; somebody real may bear the name already. */
async function join(deps: DemoDeps, name: ExampleName, password: string): Promise<ExampleVisitor> {
  const secret = await inviteInside(deps, 'link', null)
  const enter = (as: string) =>
    ExampleVisitor.enter(deps.base, '/api/invitation/join', { secret, password, name: as })
  try {
    return await enter(name)
  } catch (error) {
    if (!(error instanceof VisitorRefused) || error.status !== 409) throw error
    return enter(`${name} Example`)
  }
}

async function addThemes(
  { storage, random }: DemoDeps,
  visitor: ExampleVisitor,
): Promise<Map<string, ThemeId>> {
  const themes = new Map<string, ThemeId>()
  for (const title of new Set(studies.map((study) => study.theme))) {
    const id = random.id() as ThemeId
    await visitor.ask('POST', '/api/themes', { id, title })
    themes.set(title, id)
  }
  await markExample(storage, { themes: [...themes.values()] })
  return themes
}

async function inviteInside(
  { storage, clock, random }: DemoDeps,
  kind: 'link' | 'reset',
  person: ExamplePerson | null,
): Promise<string> {
  const secret = newLinkSecret()
  const now = clock.now()
  const invitation = newInvitation(
    {
      id: random.id(),
      kind,
      secret,
      createdBy: null,
      createdAt: now,
      expiresAt: now + invitationMs,
    },
    { personId: person?.id ?? null },
  )
  await insertInvitations(storage, [invitation])
  return secret
}

/** 60 random bits that can be typed from a terminal: 7k2m-q9xd-4rta. */
const newPassword = () => newCode().toLowerCase()
