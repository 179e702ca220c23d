import { readdirSync, readFileSync } from 'node:fs'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scene } from '../support/school-rows.ts'
import { plantBoth } from '../support/school-rows.ts'
import { smuggled } from '../support/smuggled-rows.ts'
import { newId } from '../support/study-world.ts'
import type { TwoSchools } from '../support/two-schools.ts'

let scene: Scene
let schools: TwoSchools
const as = (name: string) => schools.as(name)

beforeAll(async () => {
  scene = await plantBoth()
  schools = scene.schools
})
afterAll(async () => {
  expect(schools.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await schools.close()
})

/** Every table, so that nothing is written anywhere. */
async function everything(): Promise<string> {
  const { db, tables } = schools.house.storage
  const found: unknown[] = []
  for (const [name, table] of Object.entries(tables)) {
    if (name !== 'sessions') found.push([name, await db.select().from(table as SQLiteTable)])
  }
  return JSON.stringify(found)
}

describe('an id of the other school in what is sent', () => {
  it.each(smuggled)('is refused and leaves nothing: $field', async ({ ask, by = 'Nia' }) => {
    const [method, path, body] = await ask(scene)
    const before = await everything()
    const answer = await schools.ask(as(by), method, path, body)
    expect([400, 403, 404, 409], await answer.clone().text()).toContain(answer.status)
    expect(await answer.text()).not.toMatch(/Wren waits|They spoke|So we think|We change/)
    expect(await everything()).toBe(before)
  })

  it('is answered for a visit as an id that nobody has', async () => {
    const told = async (visitorId: string) => {
      const body = { id: newId(), visitorId, question: 'Who speaks?' }
      const answer = await schools.ask(as('Nia'), 'POST', '/visits', body)
      return [answer.status, await answer.text()]
    }
    expect(await told(as('Amira').id)).toEqual(await told(newId()))
    const near = { id: newId(), visitorId: as('Lowri').id, question: 'Who speaks?' }
    expect((await schools.ask(as('Nia'), 'POST', '/visits', near)).status).toBe(201)
  })

  it('may be that of somebody who reads in the same club, to be asked by', async () => {
    const club = { id: newId(), name: 'Mondays', people: [as('Amira').id] }
    await schools.view(as('Nia'), 'POST', '/clubs', club)
    const said = { id: newId(), idea: 'Mine', clubId: club.id, askedById: as('Amira').id }
    expect((await schools.ask(as('Nia'), 'POST', '/commitments', said)).status).toBe(201)
  })
})

const nouns =
  'Person|Study|Lesson|CasePupil|Document|Note|Claim|Decision|Action|Commitment|TryReport|Noticed|PeerVisit|Suggestion'
const walled = new RegExp(`(\\w+):\\s*(?:z\\s*\\.array\\()?idSchema<(?:${nouns})Id>`, 'g')

it('every such field of the walled areas is tried', () => {
  const fields = ['community', 'lesson-study'].flatMap((area) =>
    readdirSync(`shared/${area}`).flatMap((file) => {
      const text = readFileSync(`shared/${area}/${file}`, 'utf8')
      return [...text.matchAll(walled)].map(([, field]) => `${area}/${file.slice(0, -3)}: ${field}`)
    }),
  )
  const tried = new Set(smuggled.map(({ field }) => field))
  expect(new Set(fields).size).toBeGreaterThan(20)
  expect([...new Set(fields)].filter((field) => !tried.has(field))).toEqual([])
})
