import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { updateGuest } from '../../server/community/guest-queries.ts'
import { GuestSeats } from '../../server/community/guest-seats.ts'
import { updatePass } from '../../server/community/pass-queries.ts'
import type { NewPassView } from '../../shared/community/passes.ts'
import type { PassId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { Cast } from '../support/cast.ts'
import { everyRow } from '../support/every-row.ts'
import type { Row } from '../support/matrix-row.ts'
import { meanwhile } from '../support/meanwhile.ts'
import type { Guest } from '../support/open-house.ts'
import { routeMatrix } from '../support/route-matrix.ts'
import { newId } from '../support/study-world.ts'

let cast: Cast
let study: StudyView
let club: ClubView
let meet: TeachMeetView

beforeAll(async () => {
  cast = await Cast.gather()
  study = await cast.newStudy()
  club = await cast.newClub()
  meet = await cast.newMeet()
})
afterEach(() => void vi.restoreAllMocks())
afterAll(async () => {
  expect(cast.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await cast.house.close()
})

const db = () => cast.house.storage
const day = 24 * 3_600_000

let came = 0

type Seated = Guest & { pass: PassId }

/** Somebody who has come in by a pass of their own. */
async function enter(kind: 'study' | 'teachmeet'): Promise<Seated> {
  const { house } = cast
  const scope = { kind, id: kind === 'study' ? study.id : meet.id }
  const body = { id: newId<'pass'>(), scope, endsAt: Date.now() + day }
  const teacher = await house.again(cast.as('teacher'))
  const { url } = await house.view<NewPassView>(teacher, 'POST', '/api/passes', body)
  const [id, name] = [newId<'person'>(), `Visitor ${++came}`]
  const secret = url!.split('#')[1]
  const answer = await house.ask(null, 'POST', '/api/guest/enter', { id, name, secret })
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
  return { id, name, cookie, pass: body.id }
}

/** What ends a seat, and what gives it back for the next test. */
const endings = {
  'whose pass was taken back': {
    happens: ({ pass }: Seated) => updatePass(db(), pass, { revokedAt: 1 }),
    undo: ({ pass }: Seated) => updatePass(db(), pass, { revokedAt: null }),
  },
  'whose pass has ended': {
    happens: ({ pass }: Seated) => updatePass(db(), pass, { endsAt: 1 }),
    undo: ({ pass }: Seated) => updatePass(db(), pass, { endsAt: Date.now() + day }),
  },
  'who was sent away': {
    happens: ({ id }: Seated) => updateGuest(db(), id, { state: 'removed' }),
    undo: ({ id }: Seated) => updateGuest(db(), id, { state: 'in' }),
  },
}

type Asked = Awaited<ReturnType<Row['ask']>> & { method: string }

/** A request that is in order, and overtaken by the end of the seat it comes from: its status, when it changed nothing. */
async function overtaken(guest: Seated, end: keyof typeof endings, { method, path, body }: Asked) {
  const { happens, undo } = endings[end]
  let before: unknown
  const told = meanwhile(db(), async () => {
    await happens(guest)
    before = await everyRow(db())
  })
  try {
    const { status } = await cast.house.ask(guest, method, path, body)
    expect(told.wasSoon).toBe(true)
    expect(await everyRow(db())).toEqual(before)
    return status
  } finally {
    await undo(guest)
  }
}

/** What a guest at a TeachMeet may ask for that changes something; what is a host's is nothing of theirs. */
const atMeets = Object.entries(routeMatrix)
  .filter(([, { rule }]) => 'teachmeet' in rule && rule.teachmeet !== 'teachmeet.host')
  .map(([route]) => route)
  .filter((route) => !route.startsWith('GET '))

function isTakingPart(route: string): boolean {
  const { rule } = routeMatrix[route]!
  return 'teachmeet' in rule && rule.teachmeet === 'teachmeet.take-part'
}

describe.each(Object.keys(endings) as (keyof typeof endings)[])('a guest %s meanwhile', (end) => {
  let guest: Seated
  let expert: Seated

  beforeAll(async () => {
    guest = await enter('teachmeet')
    expert = await enter('study')
  })
  afterAll(async () => {
    // A study has one expert at a time.
    const { passes } = db().tables
    await db().db.update(passes).set({ revokedAt: 1 }).where(eq(passes.id, expert.pass))
  })

  /** Refused while the seat had ended, and not for any other reason: with the seat back it is theirs to ask. */
  async function isRefusedFor(who: Seated, asked: Asked) {
    expect(await overtaken(who, end, asked)).toBe(404)
    const { status } = await cast.house.ask(who, asked.method, asked.path, asked.body)
    expect([401, 404]).not.toContain(status)
  }

  it.each(atMeets)('changes nothing at a TeachMeet: %s', async (route) => {
    const asked = await routeMatrix[route]!.ask({ cast, study, club, meet, guest })
    await isRefusedFor(guest, { ...asked, method: route.split(' ')[0]! })
  })

  it('suggests nothing for a plan', async () => {
    const path = `/api/lessons/${study.lessons[0]!.id}/suggestions`
    const body = { id: newId(), rowId: null, field: '', text: 'Ask for a guess first.' }
    await isRefusedFor(expert, { method: 'POST', path, body })
  })

  it('changes no words of theirs beside a plan', async () => {
    const body = { id: newId(), rowId: null, field: '', text: 'Ask for a guess first.' }
    const lesson = `/api/lessons/${study.lessons[0]!.id}`
    await cast.house.view(expert, 'POST', `${lesson}/suggestions`, body)
    const change = { version: 1, text: 'Ask for two guesses.' }
    const path = `/api/suggestions/${body.id}`
    await isRefusedFor(expert, { method: 'PATCH', path, body: change })
  })
})

describe('a guest whom a host silenced meanwhile', () => {
  let guest: Seated
  const moderate = async (act: 'silence' | 'unsilence') => {
    const host = await cast.house.again(cast.as('teacher'))
    const path = `/api/teachmeets/${meet.id}/moderation`
    await cast.house.view(host, 'POST', path, { act, personId: guest.id })
  }

  beforeAll(async () => {
    guest = await enter('teachmeet')
  })
  afterEach(() => moderate('unsilence'))

  // Everybody may take back what is their own.
  const said = atMeets.filter(
    (route) => isTakingPart(route) && !route.startsWith('DELETE /api/take'),
  )
  it.each(said)('says nothing more: %s', async (route) => {
    const { path, body } = await routeMatrix[route]!.ask({ cast, study, club, meet, guest })
    let before: unknown
    const told = meanwhile(db(), async () => {
      await moderate('silence')
      before = await everyRow(db())
    })
    const { status } = await cast.house.ask(guest, route.split(' ')[0]!, path, body)
    expect([status, told.wasSoon]).toEqual([403, true])
    expect(await everyRow(db())).toEqual(before)
  })
})

it.each(Object.keys(endings) as (keyof typeof endings)[])(
  'a guest %s as they ask for their seat has none, rather than one that waits',
  async (end) => {
    const guest = await enter('study')
    const find = vi.spyOn(GuestSeats.prototype, 'find')
    find.mockImplementationOnce(async function (this: GuestSeats, token) {
      find.mockRestore()
      const found = await this.find(token)
      await endings[end].happens(guest)
      return found
    })
    const answer = await cast.house.ask(guest, 'GET', '/api/guest/me')
    expect([answer.status, await answer.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'sign-in' }),
    ])
  },
)
