import { afterEach, describe, expect, it } from 'vitest'
import type { TalkId } from '../../shared/ids.ts'
import type { DrawView, TeachMeetView } from '../../shared/teachmeet/api.ts'
import { drawOrder } from '../../shared/teachmeet/draw-order.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { newId } from '../support/study-world.ts'

let meet: MeetWorld
afterEach(async () => {
  expect(meet.world.log.errors).toEqual([])
  await meet.close()
})

async function offerAll(): Promise<TalkId[]> {
  const guests = [await meet.guest('Ffion', { school: 'Nant' }), await meet.guest('Huw')]
  const ids: TalkId[] = []
  for (const person of [...meet.members, ...guests]) ids.push(await meet.talk(person))
  return ids
}

const draws = (): Promise<DrawView[]> =>
  meet.world.view(meet.members[0], 'GET', `${meet.path}/draws`)

/** The order that anybody makes of what a draw says it was made from. */
function recomputed({ input }: DrawView, { talks }: TeachMeetView): TalkId[] {
  const ids = new Map(talks.map((talk) => [talk.number, talk.id]))
  return drawOrder(input).order.map((placed) => ids.get(placed.number)!)
}

describe('a draw', () => {
  it('can be made again by anybody from what is kept of it, and names nobody', async () => {
    meet = await MeetWorld.open()
    const ids = await offerAll()
    const view = await meet.draw(meet.gwen, 4817)
    const [draw] = await draws()
    expect(view.draw).toEqual(draw)
    expect(draw).toMatchObject({ seedDraws: 1, number: 1, why: 'drawn' })
    expect(draw!.input).toMatchObject({ seed: 4817, talkMinutes: 56, gapMinutes: 1, sets: 3 })
    expect(draw!.order.toSorted()).toEqual(ids.toSorted())
    expect(draw!.order).toEqual(recomputed(draw!, view))
    expect(JSON.stringify(draw!.input)).not.toMatch(/Carys|Dylan|Elin|Ffion|Huw/)
    expect(await meet.world.view(await meet.guest('Siôn'), 'GET', `${meet.path}/draws`)).toEqual([
      draw,
    ])
  })

  it('is kept every time, and counts how often', async () => {
    meet = await MeetWorld.open()
    await offerAll()
    const body = { id: newId<'draw'>(), seed: 1 }
    await meet.world.view(meet.gwen, 'POST', `${meet.path}/draw`, body)
    await meet.world.view(meet.gwen, 'POST', `${meet.path}/draw`, body)
    await meet.draw(meet.idris, null)
    const all = await draws()
    expect(all.map(({ number, seedDraws, by }) => [number, seedDraws, by?.name])).toEqual([
      [2, 2, 'Idris'],
      [1, 1, 'Gwen'],
    ])
    expect(all[0]!.input.seed).toBeGreaterThanOrEqual(0)
  })

  it('follows who withdraws, comes and changes, with the same seed and for the same reason', async () => {
    meet = await MeetWorld.open()
    const { world, gwen } = meet
    const [first] = await offerAll()
    await meet.draw(gwen)
    const presence = { presence: 'withdrawn', version: 1 }
    await world.view(meet.members[0], 'PUT', `/talks/${first}/presence`, presence)
    const added = await meet.talk(await meet.guest('Siôn'))
    const longer = { kind: 'micro', minutes: 5, version: 1 }
    await world.view(gwen, 'PATCH', `/talks/${added}`, longer)
    await world.view(gwen, 'PATCH', meet.path, {
      minutes: 80,
      version: (await meet.view()).version,
    })
    const all = await draws()
    expect(all.map((draw) => draw.why)).toEqual([
      ...['minutes', 'minutes', 'added', 'withdrawn', 'drawn'],
    ])
    expect(new Set(all.map((draw) => draw.input.seed))).toEqual(new Set([4817]))
    expect(all[0]!.order).not.toContain(first)
    expect(all[0]!.order).toContain(added)
    const view = await meet.view()
    for (const draw of all) expect(draw.order).toEqual(recomputed(draw, view))
    // What the order does not hang on draws nothing.
    await world.view(gwen, 'PATCH', `/talks/${added}`, { title: 'Renamed', version: 2 })
    expect(await draws()).toHaveLength(5)
  })

  it('follows once when hosts make all micro talks shorter or longer in one go', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, idris, members } = meet
    const micro = { kind: 'micro', minutes: 7 } as const
    const ids = [await meet.talk(members[0], micro), await meet.talk(members[1], micro)]
    const nano = await meet.talk(members[2])
    await meet.draw(gwen)
    const lengths = ({ talks }: TeachMeetView) =>
      talks.map(({ minutes, version }) => [minutes, version])
    const shorter = await meet.act(gwen, { act: 'micro-minutes', minutes: 5 })
    expect(lengths(shorter)).toEqual([...ids.map(() => [5, 2]), [2, 1]])
    expect((await draws()).map(({ why }) => why)).toEqual(['minutes', 'drawn'])
    // The other host means the same.
    expect(lengths(await meet.act(idris, { act: 'micro-minutes', minutes: 5 }))).toEqual(
      lengths(shorter),
    )
    expect(await draws()).toHaveLength(2)
    // A speaker who changes their card as it was before loses nothing silently.
    const old = { title: 'Exit tickets, again', version: 1 }
    expect((await world.ask(members[0], 'PATCH', `/talks/${ids[0]}`, old)).status).toBe(409)
    await meet.act(gwen, { act: 'micro-minutes', minutes: 7 })
    const view = await meet.view()
    expect(view.talks.find(({ id }) => id === nano)).toMatchObject({ minutes: 2 })
    for (const draw of await draws()) expect(draw.order).toEqual(recomputed(draw, view))
    const body = { act: 'micro-minutes', minutes: 5 }
    expect((await world.ask(members[0], 'POST', `${meet.path}/acts`, body)).status).toBe(403)
    await meet.act(gwen, { act: 'start' })
    await meet.act(gwen, { act: 'end' })
    expect((await world.ask(gwen, 'POST', `${meet.path}/acts`, body)).status).toBe(409)
  })

  it('is not drawn for nobody, nor once the first talk has begun', async () => {
    meet = await MeetWorld.open({ state: 'live' })
    const { world, gwen, path } = meet
    const ask = () => world.ask(gwen, 'POST', `${path}/draw`, { id: newId<'draw'>(), seed: 3 })
    expect((await ask()).status).toBe(409)
    const [first] = await offerAll()
    expect((await ask()).status).toBe(200)
    const { steps } = await meet.run()
    expect(steps.filter((step) => step.key.startsWith('talk:'))).toHaveLength(5)
    const key = steps.find((step) => step.key.startsWith('talk:'))!.key
    await meet.runAct(gwen, { act: 'go', step: key })
    expect((await ask()).status).toBe(409)
    expect(first).toBeDefined()
  })

  it('puts who offers a talk while it goes on last, and says so in no draw', async () => {
    meet = await MeetWorld.open({ state: 'live' })
    const ids = await offerAll()
    await meet.draw(meet.gwen)
    const late = await meet.talk(await meet.guest('Siôn'))
    const talks = (await meet.run()).steps.filter((step) => step.key.startsWith('talk:'))
    expect(talks.at(-1)!.talkId).toBe(late)
    expect(await draws()).toHaveLength(1)
    // Somebody who is not here yet comes after them.
    const before = talks[0]!.talkId!
    const presence = { presence: 'absent', version: 1 }
    await meet.world.view(meet.gwen, 'PUT', `/talks/${before}/presence`, presence)
    const after = (await meet.run()).steps.filter((step) => step.key.startsWith('talk:'))
    expect(after.slice(-2).map((step) => step.talkId)).toEqual([late, before])
    expect(after).toHaveLength(ids.length + 1)
  })
})
