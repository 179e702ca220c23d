import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { LiveChange } from '../../shared/live.ts'
import { encodeMessage, subprotocol } from '../../shared/sync/protocol.ts'
import type { CanaryStudy } from './canary-study.ts'
import { idsIn, marker } from './canary-study.ts'
import type { Guest } from './open-house.ts'
import { newId } from './study-world.ts'

/** Somebody who must learn nothing; `guest` is null for whoever is not signed in. */
export interface Outsider {
  part: string
  guest: Guest | null
}

/** What was received that should not have been, in words. Empty: nothing leaked. */
export type Leaks = string[]

/** Whatever the schemas of the routes ask for, all at once: they take what they know. */
const anything = () => ({
  ...{ id: newId(), title: 'A title', text: 'Some words', role: 'teacher', rowId: newId() },
  ...{ at: Date.now(), ended: true, notesShared: 'at-once', version: 1, base: 0, norms: ['x'] },
  ...{ date: '2026-11-30', startsAt: '10:05', personId: newId(), classCode: '3A', minutes: 45 },
  ...{ coveredBy: 'Mair', inPlan: true, kind: 'todo', act: 'close', state: 'active', name: 'A' },
  ...{ reason: 'because of a reason', until: '2027-11-30', months: 3, coveredOn: '2026-11-30' },
  ...{ idea: 'An idea', happened: 'They argued', sharing: 'school', saw: 'Pairs', given: true },
})

/** Where rows of a study, and of what its people try, are: whoever is not in it finds nothing there, whatever they may do elsewhere. */
const ofStudies = /^\/api\/(?:studies|lessons|pupils|claims|decisions|actions|commitments|visits)\//
/** What asks for no id: what everybody has, and lists. Secrets and passwords are tried elsewhere (matrix.test.ts). */
const isTried = (method: string, path: string) =>
  path.includes('/:') || (method === 'GET' && path.startsWith('/api/'))

/** Every route with ids in every place: to be changed with one of each noun, to be read with a fifth of the rest, too. */
export async function tryRoutes(scene: CanaryStudy, { part, guest }: Outsider): Promise<Leaks> {
  const leaks: Leaks = []
  const [study, document] = [scene.study.id, scene.documents[1]!.id]
  for (const [place, { method, path }] of routesOf(scene).entries()) {
    if (!isTried(method, path)) continue
    // A person may ask only so often a minute: other nouns' routes get two of these ids, each of the rest one in five.
    const rest = method === 'GET' && guest !== null ? [...scene.ids] : []
    const some = rest.filter((id, at) => (at + place) % 5 === 0 && !scene.samples.includes(id))
    const ids = ofStudies.test(path) ? [...scene.samples, ...some] : [study, document]
    for (const id of path.includes('/:') ? ids : [newId()]) {
      const asked = path.replaceAll(/:[a-z]+/gi, id)
      const body = method === 'GET' || method === 'DELETE' ? undefined : anything()
      const answer = await scene.house.ask(guest, method, asked, body)
      const text = `${await answer.text()} ${JSON.stringify([...answer.headers])}`
      const says = leakIn(text, scene, new Set([id]))
      if (says !== null) leaks.push(`${part}: ${method} ${path} says ${says}`)
      if (answer.status === 429) throw new Error('too many requests: try fewer ids')
      const isNothing = answer.status === 404 || answer.status === 401
      if (ofStudies.test(path) && !isNothing) {
        leaks.push(`${part}: ${method} ${path} answers ${answer.status}`)
      }
    }
  }
  return leaks
}

/** Rows of one's own that name rows of others': what they bring in must bring nothing out. Some ids for each person. */
export async function trySmuggling(
  scene: CanaryStudy,
  { part, guest }: Outsider,
  samples: readonly string[],
): Promise<Leaks> {
  const leaks: Leaks = []
  const own = newId()
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await scene.house.ask(guest, method, path, body)
    // Whoever is refused for haste is refused for nothing else: it would prove nothing.
    if (answer.status === 429) throw new Error('too many requests: try fewer ids')
    const says = leakIn(await answer.text(), scene, new Set(scene.samples))
    if (says !== null) leaks.push(`${part}: ${method} ${path} says ${says}`)
    return answer
  }
  await ask('POST', '/api/studies', { id: own, title: 'Mine' })
  const mine = await scene.house.view<typeof scene.study>(guest!, 'GET', `/api/studies/${own}`)
  const lesson = `/api/lessons/${mine.lessons[0]!.id}`
  const study = `/api/studies/${own}`
  const adding = ['/api/studies', '/api/actions', `${study}/lessons`, `${study}/pupils`]
  adding.push(`${lesson}/marks`, `${lesson}/claims`, `${lesson}/decisions`)
  const trying = ['/api/commitments', '/api/visits', '/api/noticed', '/api/weekly-ideas']
  const names = ['lessonId', 'decisionId', 'claimId', 'pupilId', 'rowId']
  const tried = ['commitmentId', 'fromReportId', 'reportId', 'clubId', 'ideaId', 'meetingId']
  for (const id of samples) {
    for (const [paths, fields] of [
      [adding, names],
      [trying, tried],
    ] as const) {
      for (const path of paths) {
        await ask('POST', path, { ...anything(), id })
        for (const name of fields) {
          await ask('POST', path, { ...anything(), rowId: null, [name]: id })
        }
      }
    }
    const notes = [{ documentId: id, noteId: id }]
    await ask('POST', `${lesson}/claims`, { ...anything(), rowId: null, notes })
    const observers = [{ personId: guest!.id, pupilIds: [id] }]
    await ask('PATCH', lesson, { observers })
    await ask('PATCH', study, { themeId: id })
  }
  const lists = ['/api/today', '/api/actions', '/api/studies', study, `${study}/course`]
  lists.push(...trying)
  for (const path of [...lists, `${study}/chain`, `${lesson}/run`]) await ask('GET', path)
  // What they told the school under an id of the study's is theirs to take back: nobody else is then found to say it.
  for (const id of samples) {
    const { status } = await ask('DELETE', `/api/weekly-ideas/${id}`)
    if (status !== 204) leaks.push(`${part}: an idea of their own under ${id} answers ${status}`)
  }
  return leaks
}

/** The socket of every id, as our client and as a stock one: closed, and not one byte before it. */
export async function trySockets(scene: CanaryStudy, { part, guest }: Outsider): Promise<Leaks> {
  const { house, teacher, ids, documents } = scene
  const plain = [...ids].map((id) => `/sync/${id}`)
  const claiming = documents.map(
    ({ id, epoch }) => `/sync/${id}?person=${guest?.id ?? teacher.id}&epoch=${epoch}`,
  )
  const leaks: Leaks = []
  for (const path of [...plain, ...claiming]) {
    for (const protocols of [[subprotocol], []]) {
      const heard = await listen(`${house.base.replace(/^http/, 'ws')}${path}`, protocols, guest)
      if (heard.bytes > 0) leaks.push(`${part}: ${path.split('?')[0]!.slice(0, 6)} sends bytes`)
      const says = leakIn(heard.reason, scene, new Set())
      if (says !== null) leaks.push(`${part}: a socket closes with ${says}`)
      const expected = guest === null ? 4401 : 4404
      if (heard.bytes === 0 && heard.code !== expected) {
        leaks.push(`${part}: a socket closes with ${heard.code}`)
      }
    }
  }
  return leaks
}

/** Asks for everything that a client can ask for; gives how it ended. */
function listen(address: string, protocols: string[], guest: Guest | null) {
  const headers = guest === null ? {} : { cookie: guest.cookie }
  const socket = new WebSocket(address, protocols, { headers })
  let bytes = 0
  socket.on('error', () => {})
  socket.on('open', () => {
    const stateVector = Y.encodeStateVector(new Y.Doc())
    socket.send(encodeMessage({ kind: 'syncStep1', stateVector }))
    socket.send(encodeMessage({ kind: 'queryAwareness' }))
  })
  return new Promise<{ bytes: number; code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ bytes, code, reason: reason.toString() }))
    socket.on('message', (data: Buffer) => {
      bytes += data.length
      // One word is one too many: there is no need to wait for more.
      socket.terminate()
    })
  })
}

/** Watches everything that can be named on /live while `change` is done; gives what was heard besides. */
export async function tryLive(
  scene: CanaryStudy,
  outsiders: Outsider[],
  change: () => Promise<void>,
): Promise<Leaks> {
  const leaks: Leaks = []
  const ends: (() => Promise<void>)[] = []
  for (const { part, guest } of outsiders) {
    if (guest === null) continue
    const address = `${scene.house.base.replace(/^http/, 'ws')}/live`
    const socket = new WebSocket(address, { headers: { cookie: guest.cookie } })
    const heard: string[] = []
    let before = 0
    socket.on('message', (data: Buffer) => heard.push(data.toString()))
    await new Promise((resolve) => socket.on('open', resolve))
    const studies = scene.samples.map((id) => `study:${id}`)
    const people = [scene.teacher, scene.observer].map(({ id }) => `person:${id}`)
    socket.send(JSON.stringify({ watch: ['community', ...studies, ...people] }))
    ends.push(async () => {
      await toEnd(scene, heard)
      socket.close()
      const says = heard.map((text) => leakIn(text, scene, new Set())).find((one) => one !== null)
      if (says) leaks.push(`${part}: /live says ${says}`)
      const told = heard.map((text) => JSON.parse(text) as LiveChange)
      const elsewhere = told.find(({ scope, noun }) => scope !== 'community' && noun !== 'me')
      if (elsewhere) leaks.push(`${part}: /live tells of ${elsewhere.scope}`)
      const nouns = told.slice(before).map(({ noun }) => noun)
      const other = nouns.find((noun) => noun !== 'community' && noun !== 'me')
      if (other !== undefined) leaks.push(`${part}: /live tells of ${other}`)
    })
    // Scopes are granted all at once: when one is heard, each has been judged.
    await toEnd(scene, heard)
    // Those who had just come in were told of to whoever watches the community.
    before = heard.length
  }
  await change()
  for (const end of ends) await end()
  return leaks
}

/** Resolves when everything that was published before now has arrived. */
async function toEnd({ house }: CanaryStudy, heard: string[]): Promise<void> {
  const mark = newId<'person'>()
  while (!heard.some((text) => text.includes(mark))) {
    house.live.publish({ scope: 'community', noun: 'community', id: mark })
    await new Promise((resolve) => setImmediate(resolve))
  }
}

export function routesOf({ house }: CanaryStudy): { method: string; path: string }[] {
  const all = house.app.routes.filter(({ method }) => method !== 'ALL')
  return [...new Map(all.map((route) => [`${route.method} ${route.path}`, route])).values()]
}

/** The first thing in a text that only the study's people may have; null where there is none. */
function leakIn(text: string, { ids }: CanaryStudy, sent: ReadonlySet<string>): string | null {
  const at = text.toLowerCase().indexOf(marker)
  if (at >= 0) return `“${text.slice(at, at + 40)}”`
  const id = idsIn(text).find((one) => ids.has(one) && !sent.has(one))
  return id === undefined ? null : `the id ${id}`
}
