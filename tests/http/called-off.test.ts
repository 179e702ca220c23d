import { afterEach, expect, it } from 'vitest'
import type { TeachMeetRowView } from '../../shared/teachmeet/api.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { readCalendar } from '../support/read-calendar.ts'
import { errorOf, newId } from '../support/study-world.ts'

let meet: MeetWorld
afterEach(async () => {
  expect(meet.world.log.errors).toEqual([])
  await meet.close()
})

const dayMs = 24 * 60 * 60_000

/** What the list says of it to somebody. */
async function rowFor(person: MeetWorld['gwen']): Promise<TeachMeetRowView> {
  const [row] = await meet.world.view<TeachMeetRowView[]>(person, 'GET', '/teachmeets')
  return row!
}

async function calendarFor(person: MeetWorld['gwen']) {
  const answer = await meet.world.ask(person, 'GET', `${meet.path}/calendar.ics`)
  const [event] = readCalendar(await answer.text())
  return event!
}

it('tells everybody who signed up that it was called off, and their calendars', async () => {
  meet = await MeetWorld.open()
  const { world, gwen, idris, members, path } = meet
  const guest = await meet.guest('Ffion')
  await meet.talk(members[0])
  await world.view(guest, 'PUT', `${path}/me`, { isListed: true })
  const before = await calendarFor(guest)
  expect(before).not.toHaveProperty('STATUS')
  expect(await meet.act(idris, { act: 'call-off' })).toMatchObject({ state: 'called-off' })
  expect((await world.ask(gwen, 'POST', `${path}/acts`, { act: 'call-off' })).status).toBe(200)
  for (const person of [gwen, members[0], guest]) {
    expect(await meet.view(person)).toMatchObject({ state: 'called-off' })
  }
  expect(await rowFor(members[0])).toMatchObject({ state: 'called-off', speaks: true })
  const after = await calendarFor(guest)
  expect(after).toMatchObject({ UID: before['UID'], STATUS: 'CANCELLED' })
  expect(Number(after['SEQUENCE'])).toBeGreaterThan(Number(before['SEQUENCE']))
})

it('takes nobody in and is not begun while it is called off, and then takes place after all', async () => {
  meet = await MeetWorld.open()
  const { world, gwen, members, path } = meet
  await meet.talk(members[0])
  await meet.act(gwen, { act: 'call-off' })
  const talk = { id: newId<'talk'>(), title: 'Late', kind: 'nano', minutes: 2 }
  const tries: [string, string, object][] = [
    ['POST', `${path}/talks`, talk],
    ['PUT', `${path}/me`, { isListed: true }],
    ['POST', `${path}/chat`, { id: newId<'message'>(), text: 'Why?' }],
    ['POST', `${path}/acts`, { act: 'start' }],
    ['POST', `${path}/draw`, { id: newId<'draw'>(), seed: 1 }],
  ]
  for (const [method, to, body] of tries) {
    const refused = await errorOf(await world.ask(gwen, method, to, body))
    expect(refused, to).toMatchObject({ status: 409, sentence: 'This TeachMeet was called off.' })
  }
  expect(await meet.act(gwen, { act: 'publish' })).toMatchObject({ state: 'open' })
  expect((await meet.view()).talks).toHaveLength(1)
  await meet.act(gwen, { act: 'start' })
  const late = await errorOf(await world.ask(gwen, 'POST', `${path}/acts`, { act: 'call-off' }))
  expect(late).toMatchObject({ status: 409 })
})

it('says when it was to begin once it is put off to another day, and not while it is a draft', async () => {
  meet = await MeetWorld.open({ state: 'draft' })
  const { world, gwen, members, path } = meet
  const move = async (startsAt: number) => {
    const { version } = await meet.view()
    return world.view(gwen, 'PATCH', path, { startsAt, version })
  }
  const planned = (await meet.view()).startsAt + dayMs
  expect(await move(planned)).toMatchObject({ movedFrom: null })
  await meet.act(gwen, { act: 'publish' })
  const guest = await meet.guest('Ffion')
  const before = await calendarFor(guest)
  await world.view(members[0], 'PUT', `${path}/me`, { isListed: false })
  await move(planned + 7 * dayMs)
  for (const person of [members[0], guest]) {
    expect(await meet.view(person)).toMatchObject({
      ...{ startsAt: planned + 7 * dayMs, movedFrom: planned },
    })
  }
  expect(await rowFor(members[0])).toMatchObject({ movedFrom: planned, comes: true })
  const after = await calendarFor(guest)
  expect(Number(after['SEQUENCE'])).toBeGreaterThan(Number(before['SEQUENCE']))
  const { version } = await meet.view()
  const place = await world.view(gwen, 'PATCH', path, { place: 'The library', version })
  expect(place).toMatchObject({ movedFrom: planned })
})
