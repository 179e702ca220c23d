import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CanaryClub } from '../support/canary-club.ts'
import {
  clubMarker,
  hearLive,
  plantClub,
  privateMarker,
  readEverything,
  readSocket,
} from '../support/canary-club.ts'
import type { Guest } from '../support/open-house.ts'
import { OpenHouse } from '../support/open-house.ts'
import { plantInServer } from '../support/plant-server.ts'

const patience = 300_000

interface Scene extends CanaryClub {
  /** Everybody who is not in the club, whatever they are in the school. */
  outsiders: (readonly [part: string, guest: Guest | null])[]
}

async function openScene(open: () => Promise<OpenHouse>): Promise<Scene> {
  const house = await open()
  const head = await house.come('Hefin', { owner: null })
  const come = (name: string) => house.come(name, { owner: head })
  const [grace, ben, lead, mair] = [
    await come('Grace'),
    await come('Ben'),
    await come('Lleu'),
    await come('Mair'),
  ]
  await house.setRoles(lead, { isAdmin: false, isLead: true })
  const scene = await plantClub(house, { grace, ben })
  // Mair was in it, and left.
  const place = `/api/clubs/${scene.club.id}/people/${mair.id}`
  for (const method of ['PUT', 'DELETE']) await house.view(grace, method, place)
  const outsiders = [
    ['the head', head],
    ['a lead', lead],
    ['left', mair],
    ['nobody', null],
  ] as const
  return { ...scene, outsiders: [...outsiders] }
}

/** What reaches those whom it is not for. Empty: nothing. */
async function leaksOf(scene: Scene): Promise<string[]> {
  const { house, grace, outsiders, shared } = scene
  const leaks: string[] = []
  for (const [part, guest] of [...outsiders, ['the chair', grace] as const]) {
    const isOutside = guest !== grace
    const documents = isOutside ? [shared.id, scene.private.id] : [scene.private.id]
    for (const id of documents) {
      if ((await readSocket(house, guest, id)) !== '') leaks.push(`${part}: a socket speaks`)
    }
    const read = await readEverything(scene, guest)
    if (isOutside && read.includes(clubMarker)) leaks.push(`${part}: a route says the club’s words`)
    if (read.includes(privateMarker)) leaks.push(`${part}: a route says private words`)
    if (read.includes(scene.private.id) && guest !== null) leaks.push(`${part}: a private id`)
    if (!isOutside || guest === null) continue
    for (const line of await hearLive(scene, guest)) leaks.push(`${part}: /live says ${line}`)
  }
  return leaks
}

describe('what a closed club reads and writes', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene(() => OpenHouse.open())
  }, patience)
  afterAll(() => scene.house.close())

  it('reaches its people, so that silence elsewhere proves something', async () => {
    const { house, grace, ben, shared } = scene
    expect(await readEverything(scene, grace)).toContain(clubMarker)
    expect(await readSocket(house, grace, shared.id)).toContain(clubMarker)
    expect(await readSocket(house, ben, scene.private.id)).toContain(privateMarker)
    expect((await hearLive(scene, grace)).length).toBeGreaterThan(1)
  })

  it(
    'reaches nobody else, and what one wrote for oneself not even the chair',
    async () => {
      expect(await leaksOf(scene)).toEqual([])
      expect(scene.house.logged.filter((line) => /numbat|wombat|^ERROR/.test(line))).toEqual([])
    },
    patience,
  )
})

/** Rights as somebody might loosen them. */
const faults = [
  {
    name: 'the chair reads private notes',
    file: 'shared/policy.ts',
    right: "return isOwn ? 'writer' : null",
    wrong: "return isOwn ? 'writer' : clubRole === 'chair' ? 'reader' : null",
  },
  {
    name: 'the notes of a club are the school’s',
    file: 'shared/policy.ts',
    right: "if (clubRole === null) return isForCommunity ? 'reader' : null",
    wrong: "if (clubRole === null) return 'reader'",
  },
  {
    name: 'every chapter is everybody’s',
    file: 'shared/policy.ts',
    right: 'return request.clubRole !== null || request.isOpenText',
    wrong: 'return true',
  },
  {
    name: 'a closed club shows what it reads',
    file: 'server/reading/club-rows.ts',
    right: 'if (!isMember && !row.isOpen) {',
    wrong: 'if (!isMember && row.isOpen) {',
  },
  {
    name: 'everybody may watch a club',
    file: 'server/reading/club-door.ts',
    right: "return can({ roles: ['member'] }, { action: 'club.read', clubRole })",
    wrong: 'return clubRole !== undefined',
  },
]

describe('a right that was loosened is noticed', () => {
  it.each(faults)('$name', { timeout: patience }, async (fault) => {
    const scene = await openScene(await plantInServer(fault))
    const leaks = await leaksOf({ ...scene, outsiders: scene.outsiders.slice(0, 1) })
    await scene.house.close()
    expect(leaks).not.toEqual([])
  })
})
