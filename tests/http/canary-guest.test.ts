import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DocumentId } from '../../shared/ids.ts'
import { readSocket } from '../support/canary-club.ts'
import {
  documentsOf,
  GuestCast,
  type GuestPart,
  guestParts,
  talkOf,
  words,
} from '../support/guest-cast.ts'
import type { OpenHouse } from '../support/open-house.ts'
import { plantInServer } from '../support/plant-server.ts'
import { SyncPeer } from '../support/sync-peer.ts'
import { newId } from '../support/study-world.ts'

const patience = 300_000

/** What each guest must never be told. The study's title and people are its expert's to read, and what their TeachMeet says its guest's. */
const secretFrom: Record<GuestPart, readonly string[]> = {
  'meet guest': [words.study, words.other],
  'waiting guest': [words.meet, words.study, words.other],
  'expert guest': [words.meet, words.other],
  'ended guest': [words.meet, words.study, words.other],
}

/** Words in the documents, besides what is in the rows. */
async function gather(open?: () => Promise<OpenHouse>) {
  const cast = await GuestCast.gather(open === undefined ? {} : { open })
  const { meet, otherMeet, study, otherStudy, club } = documentsOf(cast)
  await write(cast, meet[0]!, 'field:notes', words.meet)
  await write(cast, otherMeet[0]!, 'field:notes', words.other)
  await write(cast, study[0]!, 'field:why', words.study)
  await write(cast, otherStudy[0]!, 'field:why', words.other)
  for (const document of club) await writeNote(cast, document)
  return cast
}

async function write(cast: GuestCast, document: DocumentId, root: string, text: string) {
  const doc = new Y.Doc()
  doc.getXmlFragment(root).insert(0, [new Y.XmlText(text)])
  await send(cast, document, doc)
}

async function writeNote(cast: GuestCast, document: DocumentId) {
  const doc = new Y.Doc()
  doc.getMap('notes').set(`${cast.olwen.id}/${newId()}`, new Y.Map([['text', words.other]]))
  await send(cast, document, doc)
}

async function send({ house, olwen }: GuestCast, document: DocumentId, doc: Y.Doc) {
  const peer = new SyncPeer({ base: house.base, guest: olwen, document })
  await peer.sync()
  const saved = peer.hears('saved').length
  peer.send({ kind: 'update', update: Y.encodeStateAsUpdate(doc) })
  await peer.until(() => peer.hears('saved').length > saved)
  await peer.close()
}

/** Whatever the schemas of the routes ask for, all at once: they take what they know. */
const anything = () => ({
  ...{ id: newId(), title: 'A title', text: 'Some words', role: 'teacher', version: 1 },
  ...{ act: 'take-over', kind: 'nano', minutes: 2, isListed: true, presence: 'absent' },
  ...{ name: 'A', theme: 'A theme', state: 'taken', rowId: null, field: '', seed: null },
})

/**
 * All that a guest is answered by every route: to be read with every id there is in each place, to be changed with one
 * of those that are no guest's. What asks for no id and changes something stands in matrix-guests.test.ts.
 */
async function readEverything(cast: GuestCast, part: GuestPart): Promise<string> {
  const { house, meet, otherMeet, study, otherStudy, club, olwen } = cast
  const [text] = club.texts
  const foreign = {
    ...{ teachmeet: otherMeet.id, talk: talkOf(otherMeet), study: study.id },
    ...{ lesson: study.lessons[0]!.id, club: club.id, person: olwen.id, id: olwen.id },
    ...{ text: text!.id, chapter: text!.chapters[0]!.id, ...otherMeet.rows },
  }
  const all = [...new Set([...Object.values(foreign), meet.id, talkOf(meet), otherStudy.id])]
  const read: string[] = []
  for (const { method, path } of house.app.routes) {
    if (method === 'ALL' || !path.startsWith('/api/')) continue
    if (!path.includes('/:') && method !== 'GET') continue
    const names = Object.fromEntries(Object.entries(foreign))
    const asked =
      method === 'GET' && path.includes('/:')
        ? all.map((id) => path.replaceAll(/:[a-z]+/gi, id))
        : [path.replaceAll(/:([a-z]+)/gi, (_, name: string) => names[name] ?? newId())]
    for (const one of asked) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : anything()
      const query = /(?:passes|guests)$/.test(path) ? `?teachmeet=${otherMeet.id}` : ''
      const answer = await house.ask(cast.as(part), method, `${one}${query}`, body)
      if (answer.status === 429) throw new Error('too many requests: try fewer ids')
      read.push(`${method} ${path} ${await answer.text()} ${JSON.stringify([...answer.headers])}`)
    }
  }
  return read.join('\n')
}

/** What reached somebody whom it is not for. Empty: nothing. */
async function leaksOf(cast: GuestCast, parts: readonly GuestPart[]): Promise<string[]> {
  const leaks: string[] = []
  for (const part of parts) {
    const read = await readEverything(cast, part)
    for (const word of secretFrom[part]) {
      const line = read.split('\n').find((one) => one.toLowerCase().includes(word))
      if (line) leaks.push(`${part}: ${line.slice(0, 60)} says ${word}`)
    }
    for (const id of Object.values(documentsOf(cast)).flat()) {
      const heard = await readSocket(cast.house, cast.as(part), id)
      for (const word of secretFrom[part]) {
        if (heard.includes(word)) leaks.push(`${part}: a socket says ${word}`)
      }
    }
  }
  return leaks
}

describe('what is not a guest’s to know', () => {
  let cast: GuestCast
  beforeAll(async () => {
    cast = await gather()
  }, patience)
  afterAll(() => cast.house.close())

  it('is there, so that silence proves something', async () => {
    const { house, olwen, meet, otherMeet, study } = cast
    const read = async (path: string) => (await house.ask(olwen, 'GET', path)).text()
    expect(await read(`/api/teachmeets/${otherMeet.id}`)).toContain(words.other)
    expect(await read(`/api/studies/${study.id}`)).toContain(words.study)
    const guest = await house.ask(cast.as('meet guest'), 'GET', `/api/teachmeets/${meet.id}`)
    expect(await guest.text()).toContain(words.meet)
    const [notes] = documentsOf(cast).meet
    expect(await readSocket(house, cast.as('meet guest'), notes!)).toContain(words.meet)
  })

  it('reaches none of them by any route or socket', { timeout: patience }, async () => {
    expect(await leaksOf(cast, guestParts)).toEqual([])
    const marks = new RegExp(Object.values(words).join('|'))
    expect(cast.house.logged.filter((line) => marks.test(line) || /^ERROR/.test(line))).toEqual([])
  })
})

/** Rights as somebody might loosen them. */
const faults = [
  {
    name: 'a guest writes in the notes of every TeachMeet',
    file: 'server/teachmeet/roles.ts',
    right: "const isForIt = scopeKind === 'teachmeet' && scopeId === teachMeetId",
    wrong: "const isForIt = scopeKind === 'teachmeet'",
  },
  {
    name: 'a guest of one TeachMeet is a guest of all',
    file: 'server/teachmeet/standing.ts',
    right: "guest?.scope.kind === 'teachmeet' && guest.scope.id === id",
    wrong: "guest?.scope.kind === 'teachmeet'",
  },
  {
    name: 'whoever is signed in may be a guest',
    file: 'server/http/actor.ts',
    right:
      "if (actor === null) throw new AppError('sign-in', 'Sign in first. Your session may have ended.')\n  return actor",
    wrong:
      "const guest = c.get('guest')\n  if (actor === null && guest !== null) return { ...guest, roles: ['member'] }\n  if (actor === null) throw new AppError('sign-in', 'Sign in first. Your session may have ended.')\n  return actor",
  },
  {
    name: 'whoever waits is in',
    file: 'server/http/guest.ts',
    right: "if (guest?.state !== 'in')",
    wrong: 'if (guest === null)',
  },
]

describe('a right that was loosened is noticed', () => {
  it.each(faults)('$name', { timeout: patience }, async (fault) => {
    const cast = await gather(await plantInServer(fault))
    const leaks = await leaksOf(cast, ['meet guest', 'waiting guest'])
    await cast.house.close()
    expect(leaks).not.toEqual([])
  })
})
