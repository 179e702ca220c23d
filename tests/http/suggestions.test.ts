import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import type { RowId } from '../../shared/ids.ts'
import type { SuggestionView } from '../../shared/lesson-study/expert.ts'
import { cellRoot, fieldRoot } from '../../shared/lesson-study/plan.ts'
import { ExpertHouse } from '../support/expert-house.ts'
import { newId } from '../support/study-world.ts'

let scene: ExpertHouse
let row: RowId
let path: string

beforeEach(async () => {
  scene = await ExpertHouse.open()
  row = (await scene.rows())[0]!
  path = `/api/lessons/${(await scene.lesson()).id}/suggestions`
})
afterEach(async () => {
  expect(scene.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await scene.close()
})

const listed = (who = scene.amira) => scene.house.view<SuggestionView[]>(who, 'GET', path)
const words = async (root = cellRoot(row, 'do')) => {
  const doc = await scene.open((await scene.lesson()).planId)
  return doc.getXmlFragment(root).toJSON()
}
const sentenceOf = async (answer: Response) => ((await answer.json()) as ErrorView).sentence

describe('a suggestion', () => {
  it('is kept once, with who made it, for everybody in the study', async () => {
    const hale = await scene.expert()
    const said = await scene.suggest(hale)
    expect(said).toMatchObject({ state: 'open', version: 1, isMine: true })
    const body = { id: said.id, rowId: row, field: 'do', text: 'Let them peg first.' }
    expect((await scene.house.ask(hale, 'POST', path, body)).status).toBe(200)
    expect((await scene.house.ask(scene.dafydd, 'POST', path, body)).status).toBe(409)
    const by = { id: hale.id, name: 'Dr Hale', isGuest: true, school: 'Bangor' }
    for (const who of [scene.amira, scene.dafydd]) {
      expect(await listed(who)).toMatchObject([{ by, isMine: false, rowId: row, field: 'do' }])
    }
    expect((await scene.house.ask(scene.efa, 'GET', path)).status).toBe(404)
    expect((await scene.house.ask(scene.efa, 'POST', path, body)).status).toBe(404)
  })

  it('stands at a place that a plan has', async () => {
    for (const place of [
      { rowId: row, field: 'why' },
      { rowId: null, field: 'do' },
    ]) {
      const body = { id: newId(), ...place, text: 'Here?' }
      expect((await scene.house.ask(scene.dafydd, 'POST', path, body)).status).toBe(400)
    }
  })

  it('is changed and taken back by its writer while it is open, and by nobody else', async () => {
    const { id } = await scene.suggest(scene.dafydd)
    expect((await scene.settle(scene.amira, id, { version: 1, text: 'No.' })).status).toBe(403)
    expect((await scene.settle(scene.dafydd, id, { version: 1, text: 'Pegs.' })).status).toBe(200)
    const late = await scene.settle(scene.amira, id, { version: 1, state: 'set-aside' })
    expect(late.status).toBe(409)
    expect(await sentenceOf(late)).toBe('Dafydd changed this a moment before you.')
    expect((await scene.settle(scene.dafydd, id, { version: 2, removed: true })).status).toBe(200)
    expect(await listed()).toEqual([])
  })
})

describe('taking a suggestion', () => {
  it('writes its words into the plan once, after what stands there, and keeps both names', async () => {
    const hale = await scene.expert()
    const first = await scene.suggest(scene.dafydd, { text: 'Count in halves.' })
    const second = await scene.suggest(hale, { text: 'Let them peg first.\nThen talk.' })
    for (const { id } of [first, second]) {
      expect((await scene.settle(scene.amira, id, { version: 1, state: 'taken' })).status).toBe(200)
    }
    const stands =
      '<paragraph>Count in halves.</paragraph><paragraph>Let them peg first.</paragraph><paragraph>Then talk.</paragraph>'
    expect(await words()).toBe(stands)
    // The answer was lost, and it is said again; and the other teacher pressed a moment later.
    for (const who of [scene.amira, scene.ben]) {
      const again = await scene.settle(who, second.id, { version: 1, state: 'taken' })
      expect(again.status).toBe(200)
    }
    await listed()
    expect(await words()).toBe(stands)
    expect((await listed())[1]).toMatchObject({
      ...{ state: 'taken', by: { name: 'Dr Hale', isGuest: true }, settledBy: { name: 'Amira' } },
    })
  })

  it('is a teacher’s to do, and of two who differ one is told', async () => {
    const hale = await scene.expert()
    const { id } = await scene.suggest(hale)
    for (const who of [scene.dafydd, hale]) {
      expect((await scene.settle(who, id, { version: 1, state: 'taken' })).status).toBe(403)
    }
    expect((await scene.settle(scene.ben, id, { version: 1, state: 'set-aside' })).status).toBe(200)
    const late = await scene.settle(scene.amira, id, { version: 1, state: 'taken' })
    expect(late.status).toBe(409)
    expect(await sentenceOf(late)).toBe('Ben settled this a moment before you.')
    expect(await words()).toBe('')
  })

  it('goes to a text beside the stages, and nowhere when it is about the whole plan', async () => {
    const field = await scene.suggest(scene.dafydd, { rowId: null, field: 'why', text: 'Because.' })
    const whole = await scene.suggest(scene.dafydd, { rowId: null, field: '', text: 'Shorter.' })
    for (const { id } of [field, whole]) {
      expect((await scene.settle(scene.ben, id, { version: 1, state: 'taken' })).status).toBe(200)
    }
    expect(await words(fieldRoot('why'))).toBe('<paragraph>Because.</paragraph>')
  })

  it('is refused for a stage that is not there, and once the plan was taught', async () => {
    const lost = await scene.suggest(scene.dafydd, { rowId: newId<'row'>() })
    const { id } = await scene.suggest(scene.dafydd)
    const nowhere = await scene.settle(scene.amira, lost.id, { version: 1, state: 'taken' })
    expect(await sentenceOf(nowhere)).toMatch(/not in the plan any more/)
    const lesson = await scene.lesson()
    await scene.house.view(scene.amira, 'PUT', `/api/lessons/${lesson.id}/ended`, { ended: true })
    const taught = await scene.settle(scene.amira, id, { version: 1, state: 'taken' })
    expect(taught.status).toBe(409)
    expect(await sentenceOf(taught)).toMatch(/taught already/)
    const body = { id: newId(), rowId: row, field: 'do', text: 'Too late.' }
    expect((await scene.house.ask(scene.dafydd, 'POST', path, body)).status).toBe(409)
    expect(await words()).toBe('')
  })
})
