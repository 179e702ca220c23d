import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changePerson } from '../../server/accounts/queries.ts'
import type {
  AddCommitment,
  ChangeCommitment,
  CommitmentView,
  PutReport,
} from '../../shared/community/commitments.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { BoardView } from '../../shared/reading/ideas.ts'
import { databaseKinds } from '../support/databases.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('what people try on %s', (kind) => {
  let world: StudyWorld
  let amira: PersonId
  let ben: PersonId
  let cerys: PersonId
  let dafydd: PersonId
  let head: PersonId
  let club: ClubView

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
  })
  beforeEach(async () => {
    amira = await world.person(`Amira ${newId()}`)
    ben = await world.person(`Ben ${newId()}`)
    cerys = await world.person(`Cerys ${newId()}`)
    dafydd = await world.person(`Dafydd ${newId()}`)
    head = await world.person(`Hefin ${newId()}`, { isAdmin: true, isLead: true })
    club = await world.club(amira, ben, cerys)
    world.published.length = 0
  })
  afterEach(() => expect(world.log.errors).toEqual([]))
  afterAll(() => world.close())

  const ask = (person: PersonId, more: Partial<AddCommitment> = {}) =>
    world.ask(person, 'POST', '/commitments', { id: newId(), idea: 'Ask for a guess', ...more })
  const say = async (person: PersonId, more: Partial<AddCommitment> = {}) =>
    (await (await ask(person, more)).json()) as CommitmentView
  const change = (
    person: PersonId,
    { id, version }: CommitmentView,
    what: Partial<ChangeCommitment>,
  ) => world.ask(person, 'PATCH', `/commitments/${id}`, { version, ...what })
  const tell = (person: PersonId, { id }: CommitmentView, more: Partial<PutReport> = {}) =>
    world.ask(person, 'PUT', `/commitments/${id}/report`, {
      ...{ id: newId(), version: 0, happened: 'They argued.', ...more },
    })
  const report = async (person: PersonId, said: CommitmentView, more: Partial<PutReport> = {}) =>
    (await (await tell(person, said, more)).json()) as CommitmentView
  const mine = (person: PersonId) => world.view<CommitmentView[]>(person, 'GET', '/commitments')
  const onBoard = async (person: PersonId, { id } = club) =>
    (await world.view<BoardView>(person, 'GET', `/clubs/${id}/board`)).commitments
  const told = () => world.published.map((one) => `${one.scope} ${one.noun}`)

  it('is accepted once and is only its owner’s to change', async () => {
    const id = newId<'commitment'>()
    expect((await ask(ben, { id })).status).toBe(201)
    expect((await ask(ben, { id, idea: 'Another' })).status).toBe(200)
    expect((await ask(cerys, { id })).status).toBe(409)
    const [said] = await mine(ben)
    expect(said).toMatchObject({ id, idea: 'Ask for a guess', state: 'trying', sharing: 'own' })
    for (const person of [cerys, head]) {
      expect((await change(person, said!, { idea: 'Mine' })).status).toBe(404)
      expect((await tell(person, said!)).status).toBe(404)
    }
    expect(
      (await change(ben, said!, { dueOn: '2026-12-01', more: { help: 'A visit' } })).status,
    ).toBe(200)
    expect(await errorOf(await change(ben, said!, { classCode: '8B' }))).toMatchObject({
      status: 409,
      sentence: 'You did this in another window a moment before. Look at it again.',
    })
    await change(ben, (await mine(ben))[0]!, { more: { hope: 'More talk' } })
    expect((await mine(ben))[0]).toMatchObject({
      ...{ dueOn: '2026-12-01', classCode: '', version: 3 },
      more: { help: 'A visit', hope: 'More talk' },
    })
  })

  it('is asked about once where two things are tried already', async () => {
    await say(ben)
    const second = await say(ben)
    const sentence =
      'You are trying two things already. Small steps are easier to keep. Add a third?'
    expect(await errorOf(await ask(ben))).toEqual({
      ...{ status: 409, code: 'conflict', sentence, fields: { passed: sentence } },
    })
    expect((await ask(ben, { passed: true })).status).toBe(201)
    await report(ben, second)
    const [, open] = await mine(ben)
    await change(ben, open!, { dropped: true })
    expect((await ask(ben)).status).toBe(201)
  })

  it('stays within what anybody can keep, however many are added at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(ben, { passed: true })))
    expect(all.filter((answer) => answer.status === 201)).toHaveLength(12)
    const over = await errorOf(await ask(ben, { passed: true }))
    expect(over).toMatchObject({ status: 409, sentence: expect.stringContaining('12') as string })
    expect(over.fields).toBeUndefined()
  })

  it('can be let go and taken up again', async () => {
    const said = await say(ben, { clubId: club.id })
    await change(ben, said, { dropped: true })
    expect(await mine(ben)).toMatchObject([{ state: 'dropped' }])
    // What somebody let go is nobody else's concern.
    expect(await onBoard(cerys)).toEqual([])
    expect(await onBoard(ben)).toHaveLength(1)
    await change(ben, (await mine(ben))[0]!, { dropped: false })
    expect(await onBoard(cerys)).toMatchObject([{ state: 'trying' }])
    await change(ben, (await mine(ben))[0]!, { dropped: true })
    expect(await report(ben, said)).toMatchObject({ state: 'reported' })
    const [again] = await mine(ben)
    expect((await errorOf(await change(ben, again!, { dropped: true }))).sentence).toBe(
      'You have reported on this already.',
    )
  })

  it('is seen by those its owner chose, whatever others are here', async () => {
    const other = await world.club(dafydd, ben)
    world.published.length = 0
    const seenBy = async (said: CommitmentView) => {
      const boards = await Promise.all([onBoard(cerys), onBoard(ben), onBoard(ben, other)])
      return boards.map((all) => all.some((one) => one.id === said.id))
    }
    const own = await say(ben, { clubId: club.id, sharing: 'own' })
    expect(told()).toEqual([`person:${ben} commitments`])
    const clubs = await say(ben, { clubId: club.id })
    expect(told().slice(1)).toEqual([`person:${ben} commitments`, `club:${club.id} ideas`])
    const schools = await say(ben, { clubId: club.id, sharing: 'school', passed: true })
    // A board shows what was said in its club.
    expect(await seenBy(own)).toEqual([false, true, false])
    expect(await seenBy(clubs)).toEqual([true, true, false])
    expect(await seenBy(schools)).toEqual([true, true, false])
    for (const person of [head, dafydd]) {
      expect(await mine(person)).toEqual([])
      expect((await world.ask(person, 'GET', `/clubs/${club.id}/board`)).status).toBe(404)
    }
    await change(ben, clubs, { sharing: 'own' })
    expect(await seenBy(clubs)).toEqual([false, true, false])
    await world.view(amira, 'DELETE', `/clubs/${club.id}/people/${cerys}`)
    expect((await world.ask(cerys, 'GET', `/clubs/${club.id}/board`)).status).toBe(404)
  })

  it('belongs to a club one is in, with its meeting and its card', async () => {
    const [cardId, elsewhere] = [newId<'idea'>(), newId<'idea'>()]
    await world.view(ben, 'POST', `/clubs/${club.id}/ideas`, { id: cardId, title: 'Ask' })
    const other = await world.club(ben)
    await world.view(ben, 'POST', `/clubs/${other.id}/ideas`, { id: elsewhere, title: 'Ask' })
    expect((await ask(dafydd, { clubId: club.id })).status).toBe(404)
    expect((await ask(head, { clubId: club.id })).status).toBe(404)
    expect((await ask(ben, { clubId: club.id, ideaId: elsewhere })).status).toBe(404)
    expect((await ask(ben, { ideaId: cardId })).status).toBe(404)
    expect((await ask(ben, { clubId: club.id, meetingId: newId<'meeting'>() })).status).toBe(404)
    expect((await errorOf(await ask(ben, { askedById: ben }))).status).toBe(400)
    expect((await errorOf(await ask(ben, { askedById: newId<'person'>() }))).status).toBe(400)
    const said = await say(ben, { clubId: club.id, ideaId: cardId, askedById: dafydd })
    expect(said).toMatchObject({ ideaId: cardId, askedBy: { id: dafydd }, sharing: 'club' })
  })

  it('is reported once, and the report changes as it was seen', async () => {
    const said = await say(ben, { clubId: club.id })
    const id = newId<'try-report'>()
    const both = await Promise.all([tell(ben, said, { id }), tell(ben, said, { id })])
    expect(both.map((answer) => answer.status)).toEqual([200, 200])
    expect((await tell(ben, said)).status).toBe(409)
    expect((await tell(ben, said, { id, version: 2 })).status).toBe(409)
    const after = await report(ben, said, {
      ...{ id, version: 1, happened: 'They argued, calmly.', verdict: 'keep', next: 'Again' },
    })
    expect(after).toMatchObject({
      state: 'reported',
      report: { happened: 'They argued, calmly.', verdict: 'keep', next: 'Again', version: 2 },
    })
    const other = await say(ben)
    expect((await tell(ben, other, { id })).status).toBe(409)
    expect((await tell(ben, other, { version: 1 })).status).toBe(409)
    expect(await errorOf(await tell(ben, other, { happened: ' ' }))).toMatchObject({
      status: 400,
      fields: { happened: 'Two lines is plenty: what happened?' },
    })
  })

  it('is seen without a report that is for nobody else', async () => {
    const said = await say(ben, { clubId: club.id })
    world.published.length = 0
    const kept = await report(ben, said, { sharing: 'own' })
    expect(told()).toEqual([`person:${ben} commitments`])
    expect(await onBoard(ben)).toMatchObject([{ state: 'reported', report: { sharing: 'own' } }])
    expect(await onBoard(cerys)).toMatchObject([{ state: 'trying', report: null }])
    const { id } = kept.report!
    await report(ben, said, { id, version: 1, sharing: 'school' })
    expect(told()).toContain(`club:${club.id} ideas`)
    expect(await onBoard(cerys)).toMatchObject([{ state: 'reported', report: { id } }])
    // Of what is kept to oneself the report is, too.
    await change(ben, kept, { sharing: 'own' })
    expect(await onBoard(cerys)).toEqual([])
  })

  it('says whose version it was begun from and who takes it further, to those who may see both', async () => {
    const first = await say(ben, { clubId: club.id, idea: 'Draw the road' })
    const { report: told1 } = await report(ben, first)
    const from = { fromReportId: told1!.id }
    expect((await ask(dafydd, from)).status).toBe(404)
    expect((await ask(dafydd, { fromReportId: newId<'try-report'>() })).status).toBe(404)
    const other = await world.club(dafydd, cerys)
    world.published.length = 0
    const second = await say(cerys, { ...from, clubId: club.id, idea: 'Let a pupil draw it' })
    expect(told()).toContain(`person:${ben} commitments`)
    expect(second.from).toMatchObject({ commitmentId: first.id, owner: { id: ben } })
    world.published.length = 0
    const third = await say(cerys, { ...from, clubId: other.id, idea: 'Draw two roads' })
    // Ben is not in that club: that his version is taken further there is nothing he may see.
    expect(told()).toEqual([`person:${cerys} commitments`, `club:${other.id} ideas`])
    const nextOf = async (person: PersonId) =>
      (await onBoard(person)).find((one) => one.id === first.id)!.next.map((one) => one.idea)
    expect(await nextOf(ben)).toEqual(['Let a pupil draw it'])
    expect(await nextOf(cerys)).toEqual(['Let a pupil draw it', 'Draw two roads'])
    // Dafydd sees the third, but not what it came from.
    expect(await onBoard(dafydd, other)).toMatchObject([{ id: third.id, from: null }])
    // What is for the school is taken further from anywhere, and its club is told.
    await change(ben, first, { sharing: 'school' })
    await report(ben, first, { id: told1!.id, version: 1, sharing: 'school' })
    world.published.length = 0
    const fourth = await say(dafydd, { ...from, clubId: other.id, sharing: 'school', idea: 'Sing' })
    expect(fourth.from).toMatchObject({ owner: { id: ben }, reportId: told1!.id })
    expect(told()).toEqual([
      ...[`person:${dafydd} commitments`, `club:${other.id} ideas`],
      ...[`person:${ben} commitments`, `club:${club.id} ideas`],
    ])
    expect(await nextOf(ben)).toEqual(['Let a pupil draw it', 'Sing'])
    await change(dafydd, fourth, { dropped: true })
    await change(cerys, second, { dropped: true })
    expect(await nextOf(ben)).toEqual([])
    await report(ben, first, { id: told1!.id, version: 2, sharing: 'own' })
    expect((await mine(cerys)).map((one) => one.from)).toEqual([null, null])
    expect((await ask(amira, from)).status).toBe(404)
  })

  it('stands soonest first, then what was reported last, then what was let go', async () => {
    const later = (ms: number) => world.clock.runNext(world.clock.now() + ms)
    const passed = true
    await say(ben, { idea: 'whenever', passed })
    await say(ben, { idea: 'later', dueOn: '2026-12-03', passed })
    const [early, late, gone] = [
      await say(ben, { idea: 'reported', passed }),
      await say(ben, { idea: 'reported since', passed }),
      await say(ben, { idea: 'let go', passed }),
    ]
    await say(ben, { idea: 'soon', dueOn: '2026-11-25', passed })
    await report(ben, early)
    later(1)
    await report(ben, late)
    await change(ben, gone, { dropped: true })
    expect((await mine(ben)).map((one) => one.idea)).toEqual([
      ...['soon', 'later', 'whenever', 'reported since', 'reported', 'let go'],
    ])
  })

  it('of somebody who has left stays with their name', async () => {
    const said = await say(ben, { clubId: club.id })
    await changePerson(world.storage, ben, { state: 'left' })
    expect(await onBoard(cerys)).toMatchObject([{ id: said.id, owner: { id: ben } }])
  })
})
