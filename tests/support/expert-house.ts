import type { GuestMeView, NewPassView } from '../../shared/community/passes.ts'
import type { DocumentId, PassId, RowId, StudyId, SuggestionId } from '../../shared/ids.ts'
import type { LessonView, StudyView } from '../../shared/lesson-study/api.ts'
import type { AddSuggestion, SuggestionView } from '../../shared/lesson-study/expert.ts'
import { listStages } from '../../shared/lesson-study/plan.ts'
import { openStored } from '../../server/projection/open-stored.ts'
import { type Guest, OpenHouse } from './open-house.ts'
import { newId } from './study-world.ts'

/** A study of Amira's and Ben's that Dafydd observes, and people without an account who come to it by a pass. */
export class ExpertHouse {
  readonly house: OpenHouse
  readonly amira: Guest
  readonly ben: Guest
  readonly dafydd: Guest
  /** Has an account, and is in no study. */
  readonly efa: Guest
  readonly studyId: StudyId

  static async open(): Promise<ExpertHouse> {
    const house = await OpenHouse.open()
    const owner = await house.come('Olwen', { owner: null })
    const names = ['Amira', 'Ben', 'Dafydd', 'Efa']
    const people: Guest[] = []
    for (const name of names) people.push(await house.come(name, { owner }))
    const [amira, ben, dafydd, efa] = people as [Guest, Guest, Guest, Guest]
    const id = newId<'study'>()
    const body = { id, title: 'One number or two?', teachers: [ben.id] }
    await house.view(amira, 'POST', '/api/studies', body)
    const path = `/api/studies/${id}/people/${dafydd.id}`
    await house.view(amira, 'PUT', path, { role: 'observer' })
    return new ExpertHouse(house, { amira, ben, dafydd, efa }, id)
  }

  private constructor(
    house: OpenHouse,
    people: Record<'amira' | 'ben' | 'dafydd' | 'efa', Guest>,
    studyId: StudyId,
  ) {
    this.house = house
    this.amira = people.amira
    this.ben = people.ben
    this.dafydd = people.dafydd
    this.efa = people.efa
    this.studyId = studyId
  }

  study(reader = this.amira): Promise<StudyView> {
    return this.house.view<StudyView>(reader, 'GET', `/api/studies/${this.studyId}`)
  }

  async lesson(reader = this.amira): Promise<LessonView> {
    return (await this.study(reader)).lessons[0]!
  }

  /** Somebody who came in by a pass of Amira's. */
  async expert(name = 'Dr Hale'): Promise<Guest & { passId: PassId }> {
    const passId = newId<'pass'>()
    const made = await this.house.view<NewPassView>(this.amira, 'POST', '/api/passes', {
      ...{ id: passId, scope: { kind: 'study', id: this.studyId }, label: name },
      endsAt: Date.now() + 21 * 86_400_000,
    })
    const body = { id: newId<'person'>(), secret: made.url!.split('#')[1], name, school: 'Bangor' }
    const answer = await this.house.ask(null, 'POST', '/api/guest/enter', body)
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!
    const { id } = (await answer.json()) as GuestMeView
    return { id, name, cookie, passId }
  }

  /** The stages of the first plan. */
  async rows(): Promise<RowId[]> {
    const doc = await this.open((await this.lesson()).planId)
    return listStages(doc).map((row) => row.id)
  }

  async open(document: DocumentId) {
    return openStored((await this.house.storage.updateLog.load(document))!)
  }

  async suggest(who: Guest, more: Partial<AddSuggestion> = {}): Promise<SuggestionView> {
    const [rowId = null] = await this.rows()
    const id = newId<'suggestion'>()
    const body = { id, rowId, field: 'do', text: 'Let them peg first.', ...more }
    const path = `/api/lessons/${(await this.lesson()).id}/suggestions`
    return this.house.view<SuggestionView>(who, 'POST', path, body)
  }

  settle(who: Guest, id: SuggestionId, body: unknown): Promise<Response> {
    return this.house.ask(who, 'PATCH', `/api/suggestions/${id}`, body)
  }

  async close(): Promise<void> {
    await this.house.close()
  }
}
