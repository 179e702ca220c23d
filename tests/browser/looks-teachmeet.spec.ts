import { test, type APIRequestContext } from '@playwright/test'
import { ulid } from 'ulid'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { keepPicture } from './support/picture.ts'
import { lookAt, sizes } from './support/look-at.ts'
import type { Colleague } from './support/school.ts'
import { post, School } from './support/school.ts'
import { expectSound } from './support/sound.ts'

test.describe.configure({ mode: 'serial' })

let school: School
let nadia: Colleague
let open: TeachMeetView
let held: TeachMeetView

const talks = [
  ['Isla', 'Larkfield Rise', 'Silent first minute: more hands, and different ones', 'micro', 7],
  ['Jonah', 'Tolverne', 'Vocabulary on a string', 'nano', 2],
  ['Lena', 'Ashmere Juniors', 'One marking code', 'micro', 7],
  ['Priya', 'Tolverne', 'Reading with a ruler', 'nano', 2],
  ['Mair', 'Penrallt Fields', 'Walk and talk assessment', 'round', 15],
] as const

const evening = (title: string, startsAt: number) => ({
  ...{ id: ulid(), title, startsAt, timeZone: 'Europe/London', minutes: 60 },
  about: 'Small things that get more pupils talking. For anybody who teaches, from any school.',
  place: 'Library corner, and online',
  videoLink: 'https://video.example/winter',
})

async function put(request: APIRequestContext, path: string, data: unknown) {
  const answer = await request.put(school.url + path, { data, headers: { origin: school.url } })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`)
}

test.beforeAll(async ({ browser }) => {
  school = await School.open(browser)
  nadia = await school.owner('Nadia')
  const { request } = nadia.context
  const day = Date.parse('2099-12-03T19:00:00Z')
  const newSeries = { id: ulid(), title: 'TeachMeets of the valley' }
  open = await post(request, school.url, '/api/teachmeets', {
    ...evening('Winter TeachMeet', day),
    newSeries,
  })
  held = await post(request, school.url, '/api/teachmeets', evening('Autumn TeachMeet', day - 1e9))
  const act = (meet: TeachMeetView, data: unknown) =>
    post(request, school.url, `/api/teachmeets/${meet.id}/acts`, data)
  await act(open, { act: 'publish' })
  await act(held, { act: 'publish' })
  for (const [name, school1, title, kind, minutes] of talks) {
    const { context, me } = await school.colleague(name)
    for (const meet of [open, held]) {
      const path = `/api/teachmeets/${meet.id}`
      await put(context.request, `${path}/me`, { shownName: name, school: school1, isListed: true })
      const lines = 'What I do, with whom, what happened.'
      const card = { id: ulid(), title, kind, minutes, lines, mayPublish: true }
      await post(context.request, school.url, `${path}/talks`, card)
    }
    if (name === 'Mair') await act(open, { act: 'add-host', personId: me.id })
  }
  for (const meet of [open, held]) {
    const draw = { id: ulid(), seed: 4817 }
    await post(request, school.url, `/api/teachmeets/${meet.id}/draw`, draw)
  }
  await act(held, { act: 'start' })
  await act(held, { act: 'end' })
})
test.afterAll(() => school.close())

for (const [size, options] of Object.entries(sizes)) {
  test(`the screens round a TeachMeet are sound on a ${size}`, async () => {
    const host = await school.again('Nadia', options)
    const { page } = host
    await lookAt(page, '/teachmeets', `teachmeets-${size}`)
    await lookAt(page, '/teachmeets/new', `teachmeet-new-${size}`)
    await lookAt(page, '/teachmeets/talks', `teachmeet-talks-${size}`)
    await lookAt(page, `/teachmeets/${open.id}`, `teachmeet-host-${size}`)
    await lookAt(page, `/teachmeets/${open.id}/draw`, `teachmeet-draw-${size}`)
    await lookAt(page, `/teachmeets/${held.id}`, `teachmeet-after-${size}`)
    const speaker = await school.again('Isla', options)
    await lookAt(speaker.page, `/teachmeets/${open.id}`, `teachmeet-${size}`)
    await speaker.page.getByRole('button', { name: 'Offer another talk' }).click()
    for (const colorScheme of ['light', 'dark'] as const) {
      await speaker.page.emulateMedia({ colorScheme })
      await keepPicture(speaker.page, {
        path: `tests/artefacts/screens/teachmeet-offer-${size}-${colorScheme}.png`,
        fullPage: true,
      })
      await expectSound(speaker.page)
    }
    await host.context.close()
    await speaker.context.close()
  })
}
