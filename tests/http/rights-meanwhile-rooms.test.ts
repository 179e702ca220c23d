import { and, eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { changePerson } from '../../server/accounts/queries.ts'
import { updateStudyRole } from '../../server/lesson-study/people-queries.ts'
import type { SchoolView } from '../../shared/community/schools.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { can } from '../../shared/policy.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { Cast } from '../support/cast.ts'
import { everyRow } from '../support/every-row.ts'
import type { Row } from '../support/matrix-row.ts'
import { meanwhile } from '../support/meanwhile.ts'
import { routeMatrix } from '../support/route-matrix.ts'
import { newId } from '../support/study-world.ts'

let cast: Cast
let study: StudyView
let club: ClubView
let meet: TeachMeetView
let far: SchoolView['id']

beforeAll(async () => {
  cast = await Cast.gather()
  study = await cast.newStudy()
  club = await cast.newClub()
  meet = await cast.newMeet()
  const school = { id: newId<'school'>(), name: 'Ysgol Bell' }
  far = (await cast.house.view<SchoolView>(cast.owner, 'POST', '/api/schools', school)).id
})
afterEach(() => void vi.restoreAllMocks())
afterAll(async () => {
  expect(cast.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await cast.house.close()
})

const db = () => cast.house.storage
const idOf = (part: 'teacher' | 'observer' | 'admin') => cast.as(part).id

/** Something that ends a right, and what gives it back for the next test. */
interface Ending {
  happens: () => Promise<unknown>
  undo: () => Promise<unknown>
}

const leaves = (part: 'teacher' | 'admin'): Ending => ({
  happens: () => changePerson(db(), idOf(part), { state: 'left' }),
  undo: () => changePerson(db(), idOf(part), { state: 'active' }),
})

const movesAway: Ending = {
  happens: () => changePerson(db(), idOf('teacher'), { schoolId: far }),
  undo: () => changePerson(db(), idOf('teacher'), { schoolId: null }),
}

const endsBeingAdmin: Ending = {
  happens: () => changePerson(db(), idOf('admin'), { isAdmin: false }),
  undo: () => changePerson(db(), idOf('admin'), { isAdmin: true }),
}

const isTakenOutOfStudy: Ending = {
  happens: async () => {
    const { studyPeople: t } = db().tables
    const isTheirs = and(eq(t.studyId, study.id), eq(t.personId, idOf('teacher')))
    await db().db.delete(t).where(isTheirs)
  },
  undo: async () => {
    const row = { studyId: study.id, personId: idOf('teacher'), place: 0, since: 1 }
    await db()
      .db.insert(db().tables.studyPeople)
      .values({ ...row, role: 'teacher' })
  },
}

async function plans(role: 'teacher' | 'observer') {
  const key = { studyId: study.id, personId: idOf('teacher') }
  await updateStudyRole(db(), { ...key, role })
}

const endsPlanning: Ending = { happens: () => plans('observer'), undo: () => plans('teacher') }

const isTakenOutOfClub: Ending = {
  happens: async () => {
    const { clubPeople: t } = db().tables
    const isTheirs = and(eq(t.clubId, club.id), eq(t.personId, idOf('teacher')))
    await db().db.delete(t).where(isTheirs)
  },
  undo: async () => {
    const row = { clubId: club.id, personId: idOf('teacher'), place: 0, since: 1 }
    await db()
      .db.insert(db().tables.clubPeople)
      .values({ ...row, sharesPlace: false })
  },
}

async function chairs(part: 'teacher' | 'observer') {
  const { clubs: t } = db().tables
  await db()
    .db.update(t)
    .set({ chairId: idOf(part) })
    .where(eq(t.id, club.id))
}

const endsChairing: Ending = { happens: () => chairs('observer'), undo: () => chairs('teacher') }

async function hosts({ from, to }: Record<'from' | 'to', 'teacher' | 'observer'>) {
  const { teachMeetHosts: t } = db().tables
  await db()
    .db.update(t)
    .set({ personId: idOf(to) })
    .where(eq(t.personId, idOf(from)))
}

const endsHosting: Ending = {
  happens: () => hosts({ from: 'teacher', to: 'observer' }),
  undo: () => hosts({ from: 'observer', to: 'teacher' }),
}

/** A request that is in order, and overtaken by the end of the right to it: its status, when it has changed nothing. */
async function overtaken(route: string, { happens, undo }: Ending): Promise<number> {
  const row = routeMatrix[route]!
  const part = 'action' in row.rule ? 'admin' : 'teacher'
  const guest = await cast.enter(part)
  const { path, body } = await row.ask({ cast, study, club, meet, guest })
  let before: unknown
  const told = meanwhile(db(), async () => {
    await happens()
    before = await everyRow(db())
  })
  try {
    const answer = await cast.house.ask(guest, route.split(' ')[0]!, path, body)
    expect(told.wasSoon).toBe(true)
    expect(await everyRow(db())).toEqual(before)
    return answer.status
  } finally {
    await undo()
  }
}

/** Every route that changes something, of whoever is known here; coming in and going are another matter. */
function changing(is: (rule: Row['rule']) => boolean): string[] {
  const ofComing = /\/api\/(session|me\/sessions|invitation|guest)\b/
  return Object.entries(routeMatrix)
    .filter(([route, { rule }]) => !route.startsWith('GET ') && !ofComing.test(route) && is(rule))
    .map(([route]) => route)
}

const isKnown = (rule: Row['rule']) => !('open' in rule || 'signedOut' in rule)
const isForRank = (rule: Row['rule']) =>
  'action' in rule && !can({ roles: ['member'] }, { action: rule.action })

describe('a right that ended while the request was on its way counts as ended', () => {
  it.each(changing(isKnown))('for whoever has left the community: %s', async (route) => {
    const { rule } = routeMatrix[route]!
    const status = await overtaken(route, leaves('action' in rule ? 'admin' : 'teacher'))
    // To whoever is nobody any more, clubs, TeachMeets and guests are as good as absent.
    expect([401, 404]).toContain(status)
  })

  it.each(changing(isForRank))('for an admin who is none any more: %s', async (route) => {
    expect([403, 404]).toContain(await overtaken(route, endsBeingAdmin))
  })

  const ofStudies = changing((rule) => 'study' in rule)
  it.each(ofStudies)('for whoever was taken out of the study: %s', async (route) => {
    expect(await overtaken(route, isTakenOutOfStudy)).toBe(404)
  })

  it.each(ofStudies)('for whoever was moved to another school: %s', async (route) => {
    expect(await overtaken(route, movesAway)).toBe(404)
  })

  // What somebody brought along is theirs to change, whatever they are besides.
  const ofWriters = /\/(claims|texts|ideas)\/:/
  const ofTeachers = changing((rule) => 'study' in rule && rule.study !== 'study.take-part')
  it.each(ofTeachers.filter((route) => !ofWriters.test(route)))(
    'for a teacher who is an observer now: %s',
    async (route) => {
      expect(await overtaken(route, endsPlanning)).toBe(403)
    },
  )

  it.each(changing((rule) => 'club' in rule))(
    'for whoever was taken out of the club: %s',
    async (route) => {
      expect(await overtaken(route, isTakenOutOfClub)).toBe(404)
    },
  )

  const ofChairs = changing((rule) => 'club' in rule && rule.club === 'club.change')
  it.each(ofChairs.filter((route) => !ofWriters.test(route)))(
    'for whoever handed over the chair: %s',
    async (route) => {
      expect(await overtaken(route, endsChairing)).toBe(403)
    },
  )

  it.each(changing((rule) => 'teachmeet' in rule && rule.teachmeet === 'teachmeet.host'))(
    'for whoever handed over hosting: %s',
    async (route) => {
      expect(await overtaken(route, endsHosting)).toBe(403)
    },
  )
})
