import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InvitationRowView, NewInvitationView } from '../../shared/community/api.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { Guest } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'
import { TwoSchools } from '../support/two-schools.ts'

/** What there is of the first school, by the ids that a lead of the other may have come to know. */
interface Known {
  link: string
  clubLink: string
  code: string
  sheet: string
  study: StudyView
  left: StudyView
  pass: string
  /** A school that is not theirs. */
  near: string
  expert: Guest
}

let schools: TwoSchools
let known: Known
const as = (name: string) => schools.as(name)

beforeAll(async () => {
  schools = await TwoSchools.open()
  const [llyr, amira, ben] = [as('Llyr'), as('Amira'), as('Ben')]
  const invite = (body: object) =>
    schools.view<NewInvitationView>(llyr, 'POST', '/invitations', body)
  const link = await invite({ kind: 'link' })
  const club = { id: newId(), name: 'Mondays', people: [llyr.id] }
  await schools.view(llyr, 'POST', '/clubs', club)
  const clubLink = await invite({ kind: 'link', clubId: club.id })
  const codes = await invite({ kind: 'codes', count: 2 })
  if (link.kind !== 'link' || clubLink.kind !== 'link' || codes.kind !== 'codes') throw new Error()
  const rows = await schools.view<InvitationRowView[]>(llyr, 'GET', '/invitations')
  const study = await schools.study(amira, [])
  const left = await schools.study(ben)
  const expert = await schools.expert(amira, study)
  await schools.change(ben, { state: 'left' })
  const near = newId<'school'>()
  await schools.view(as('Hefin'), 'POST', '/schools', { id: near, name: 'Ysgol Cwm' })
  known = {
    ...{ link: link.id, clubLink: clubLink.id, sheet: codes.sheet, study, left, expert, near },
    ...{ code: rows.find(({ kind }) => kind === 'code')!.id, pass: expert.pass },
  }
})
afterAll(() => schools.close())

interface Attempt {
  what: string
  ask: (known: Known) => [method: string, path: string, body?: unknown]
  /** 404 where the thing itself is none of their business; 403 where everybody knows of it, as of people. */
  status: number
}

const person = (change: object) => (): [string, string, object] => [
  'PATCH',
  `/people/${as('Amira').id}`,
  change,
]

const attempts: Attempt[] = [
  { what: 'take back a link', status: 404, ask: (k) => ['DELETE', `/invitations/${k.link}`] },
  {
    what: 'take back a link to a club',
    status: 404,
    ask: (k) => ['DELETE', `/invitations/${k.clubLink}`],
  },
  { what: 'take back a code', status: 404, ask: (k) => ['DELETE', `/invitations/${k.code}`] },
  {
    what: 'take back a sheet of codes',
    status: 404,
    ask: (k) => ['DELETE', `/invitations/sheets/${k.sheet}`],
  },
  {
    what: 'invite into the school',
    status: 403,
    ask: () => ['POST', '/invitations', { kind: 'link', schoolId: null }],
  },
  {
    what: 'invite into a study',
    status: 404,
    ask: (k) => ['POST', '/invitations', { kind: 'link', studyId: k.study.id }],
  },
  {
    what: 'give a code for a new password',
    status: 403,
    ask: () => ['POST', `/people/${as('Amira').id}/reset-code`],
  },
  {
    what: 'give a code to whoever has left',
    status: 404,
    ask: () => ['POST', `/people/${as('Ben').id}/reset-code`],
  },
  { what: 'move a person', status: 403, ask: person({ schoolId: null }) },
  { what: 'ask somebody back in', status: 403, ask: person({ state: 'active' }) },
  { what: 'say somebody has left', status: 403, ask: person({ state: 'left' }) },
  { what: 'make somebody lead', status: 403, ask: person({ isLead: true }) },
  {
    what: 'learn how many studies somebody plans alone',
    status: 403,
    ask: () => ['GET', `/people/${as('Amira').id}/left-behind`],
  },
  {
    what: 'put a colleague of their own into a study that was left',
    status: 404,
    ask: (k) => ['POST', `/left-studies/${k.left.id}/people`, { personId: as('Nia').id }],
  },
  {
    what: 'put a colleague of its school into a study that was left',
    status: 404,
    ask: (k) => ['POST', `/left-studies/${k.left.id}/people`, { personId: as('Amira').id }],
  },
  {
    what: 'read a colleague’s studies in an emergency',
    status: 403,
    ask: () => [
      'POST',
      '/emergency',
      { personId: as('Amira').id, reason: 'A pupil may not be safe.' },
    ],
  },
  {
    what: 'put themselves into a study',
    status: 404,
    ask: (k) => ['PUT', `/studies/${k.study.id}/people/${as('Lowri').id}`, { role: 'teacher' }],
  },
  {
    what: 'take somebody out of a study',
    status: 404,
    ask: (k) => ['DELETE', `/studies/${k.study.id}/people/${as('Amira').id}`],
  },
  {
    what: 'list the passes of a study',
    status: 404,
    ask: (k) => ['GET', `/passes?study=${k.study.id}`],
  },
  {
    what: 'give a pass to a study',
    status: 404,
    ask: (k) => [
      'POST',
      '/passes',
      {
        ...{ id: newId(), scope: { kind: 'study', id: k.study.id } },
        ...{ endsAt: Date.now() + 3_600_000, label: 'Mine' },
      },
    ],
  },
  { what: 'take back a pass', status: 404, ask: (k) => ['DELETE', `/passes/${k.pass}`] },
  {
    what: 'read what was done with a pass',
    status: 404,
    ask: (k) => ['GET', `/passes/${k.pass}/acts`],
  },
  {
    what: 'list the guests of a study',
    status: 404,
    ask: (k) => ['GET', `/guests?study=${k.study.id}`],
  },
  {
    what: 'send a guest away',
    status: 404,
    ask: (k) => ['POST', `/guests/${k.expert.id}/acts`, { act: 'remove' }],
  },
  {
    what: 'say whom every school tells when a pupil may not be safe',
    status: 403,
    ask: () => ['PATCH', '/community', { safeguardingContact: 'Lowri, upstairs' }],
  },
  {
    what: 'say whom another school tells',
    status: 403,
    ask: (k) => ['PATCH', `/schools/${k.near}`, { safeguardingContact: 'Lowri, upstairs' }],
  },
  {
    what: 'rename the community',
    status: 403,
    ask: () => ['PATCH', '/community', { name: 'Bell' }],
  },
  {
    what: 'add a school',
    status: 403,
    ask: () => ['POST', '/schools', { id: newId(), name: 'Third' }],
  },
]

/** Everything that an attempt could have changed, as the database has it. */
async function rows(): Promise<unknown> {
  const { db, tables: t } = schools.house.storage
  return {
    invitations: await db.select().from(t.invitations),
    people: await db.select().from(t.people),
    studyPeople: await db.select().from(t.studyPeople),
    passes: await db.select().from(t.passes),
    acts: [await db.select().from(t.passActs), await db.select().from(t.studyActs)],
    guests: (await db.select().from(t.guests)).map(({ id, state }) => [id, state]),
    community: [await db.select().from(t.communities), await db.select().from(t.schools)],
    emergencies: await db.select().from(t.emergencyAccess),
  }
}

describe('a lead of another school, who knows every id', () => {
  it.each(attempts)('cannot $what, and nothing changes', async ({ ask, status }) => {
    const before = await rows()
    const [method, path, body] = ask(known)
    const answer = await schools.ask(as('Lowri'), method, path, body)
    expect([answer.status, await answer.text()]).toEqual([status, expect.any(String)])
    expect(await rows()).toEqual(before)
  })

  it('is answered as if there were no such link at all', async () => {
    const told = async (id: string) => {
      const answer = await schools.ask(as('Lowri'), 'DELETE', `/invitations/${id}`)
      return [answer.status, await answer.text()]
    }
    expect(await told(known.link)).toEqual(await told(newId()))
  })

  it('finds none of it in a list', async () => {
    const [rowsOfLinks, left] = [
      await schools.view<InvitationRowView[]>(as('Lowri'), 'GET', '/invitations'),
      await schools.view(as('Lowri'), 'GET', '/left-studies'),
    ]
    expect([rowsOfLinks, left]).toEqual([[], []])
  })
})

describe('a lead of the school itself', () => {
  it('takes back links and codes of colleagues, and an admin everybody’s', async () => {
    const take = (name: string, path: string) => schools.ask(as(name), 'DELETE', path)
    const made = await schools.view<NewInvitationView>(as('Hefin'), 'POST', '/invitations', {
      kind: 'link',
    })
    const id = made.kind === 'link' ? made.id : ''
    expect((await take('Llyr', `/invitations/${id}`)).status).toBe(204)
    expect((await take('Hefin', `/invitations/${known.link}`)).status).toBe(204)
    expect((await take('Hefin', `/invitations/sheets/${known.sheet}`)).status).toBe(204)
  })
})
