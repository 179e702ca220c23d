import type { ChainView } from '../../../shared/community/chain.ts'
import type { RunView } from '../../../shared/community/run.ts'
import type { CasePupilId, NoteId, RowId } from '../../../shared/ids.ts'
import type { StudyView } from '../../../shared/lesson-study/api.ts'
import { setNote } from '../../../shared/lesson-study/observation.ts'
import {
  fragmentOf,
  listStages,
  predictionRoot,
  setTitle,
} from '../../../shared/lesson-study/plan.ts'
import * as Y from 'yjs'
import { post, type Colleague, type School } from './school.ts'
import { documentOf, peerOf, send, writeNotes } from './written-notes.ts'

const stageNames = ['Counting stick', 'Washing line', 'Compare and convince', 'Exit card']

/** A lesson that was taught and watched: a plan with predictions, and notes of three observers about three pupils. */
export class DiscussedLesson {
  readonly #school: School
  readonly #owner: Colleague
  readonly study: StudyView
  readonly rows: RowId[]

  private constructor(school: School, owner: Colleague, study: StudyView, rows: RowId[]) {
    this.#school = school
    this.#owner = owner
    this.study = study
    this.rows = rows
  }

  static async teach(
    school: School,
    [owner, ...others]: [Colleague, ...Colleague[]],
  ): Promise<DiscussedLesson> {
    const study = await school.study(owner, others, 'One number or two?')
    const peer = await peerOf(owner, school.url, study.lessons[0]!.planId)
    const rows = listStages(peer.doc).map((row) => row.id)
    await send(peer, (doc) => {
      for (const [index, name] of stageNames.entries()) setTitle(doc, rows[index]!, name)
      for (const { id, pseudonym } of study.pupils) {
        write(doc, predictionRoot(rows[1]!, id), `${pseudonym} pegs 2/4 to the right of 1/2.`)
      }
    })
    await peer.close()
    const lesson = new DiscussedLesson(school, owner, study, rows)
    await lesson.#watch([owner, ...others])
    return lesson
  }

  get path(): string {
    return `/studies/${this.study.id}/lessons/1/discuss`
  }

  get lessonPath(): string {
    return `/api/lessons/${this.study.lessons[0]!.id}`
  }

  pupil(name: string): CasePupilId {
    return this.study.pupils.find(({ pseudonym }) => pseudonym === name)!.id
  }

  async open(who: Colleague): Promise<void> {
    await who.page.goto(this.path)
    await who.page.getByRole('heading', { name: 'Discuss lesson 1' }).waitFor()
    await who.page.getByRole('heading', { name: 'Run sheet' }).waitFor()
  }

  run = (who = this.#owner): Promise<RunView> => this.#get(who, `${this.lessonPath}/run`)
  chain = (who = this.#owner): Promise<ChainView> =>
    this.#get(who, `/api/studies/${this.study.id}/chain`)
  view = (who = this.#owner): Promise<StudyView> => this.#get(who, `/api/studies/${this.study.id}`)

  act(who: Colleague, act: unknown): Promise<RunView> {
    const { url } = this.#school
    return post<RunView>(who.context.request, url, `${this.lessonPath}/run/acts`, act)
  }

  async #get<View>({ context }: Colleague, path: string): Promise<View> {
    return (await (await context.request.get(this.#school.url + path)).json()) as View
  }

  async #watch(people: Colleague[]): Promise<void> {
    const at = Date.parse('2026-11-25T10:18:00Z')
    const texts = [
      'her peg 2/4 to the right of 1/2, then look back at it twice.',
      'a peg held for about ten seconds. No talk.',
      'if her partner heard her.',
    ]
    for (const [index, who] of people.entries()) {
      const study = await this.view(who)
      const ids = await writeNotes(
        who,
        this.#school.url,
        study,
        study.pupils.map(({ id }, place) => ({
          ...{ at: at + (index * 3 + place) * 60_000, stage: this.rows[1]!, pupils: [id] },
          ...{ stem: index === 2 ? ('wonder' as const) : ('saw' as const) },
          text: texts[index % texts.length]!,
        })),
      )
      await this.#judge(who, study, ids)
    }
  }

  /** The first observer's notes surprise. */
  async #judge(who: Colleague, study: StudyView, ids: NoteId[]): Promise<void> {
    if (who !== this.#owner) return
    const peer = await peerOf(who, this.#school.url, documentOf(study, 'observation', who))
    await send(peer, (doc) => {
      for (const id of ids) setNote(doc, id, { match: 'different' })
    })
    await peer.close()
  }
}

function write(doc: Y.Doc, root: string, text: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  fragmentOf(doc, root).insert(0, [paragraph])
}
