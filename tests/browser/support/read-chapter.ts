import { ulid } from 'ulid'
import { chapterOne } from '../../../server/admin/demo/how-we-think.ts'
import type { AnnotationId, DocumentId } from '../../../shared/ids.ts'
import { anchorAt } from '../../../shared/reading/anchor.ts'
import type { AnnotationKind, Audience } from '../../../shared/reading/annotation.ts'
import { addAnnotation } from '../../../shared/reading/annotation.ts'
import type { ChapterView, ClubView, RightsKind, TextKind } from '../../../shared/reading/api.ts'
import { plainChapter } from '../../../shared/reading/text.ts'
import { post, type Colleague, type School } from './school.ts'
import { peerOf, send } from './written-notes.ts'

/** Somebody's note, as it is written from outside the product's pages. */
export interface MarkedWords {
  words: string
  kind?: AnnotationKind
  text?: string
  at?: number
}

/** A book club that reads one chapter. */
export class ReadChapter {
  readonly #school: School
  readonly #owner: Colleague
  readonly club: ClubView
  readonly chapterId: ChapterView['id']

  private constructor(school: School, owner: Colleague, club: ClubView, id: ChapterView['id']) {
    this.#school = school
    this.#owner = owner
    this.club = club
    this.chapterId = id
  }

  /** A club of these people; its text is the first chapter of How We Think unless another is given. */
  static async begin(
    school: School,
    [owner, ...others]: [Colleague, ...Colleague[]],
    text: { kind?: TextKind; source?: string; title?: string; rights?: RightsKind } = {},
  ): Promise<ReadChapter> {
    const { kind = 'markdown', title = 'What is thought?', rights = 'open' } = text
    const add = <View>(path: string, data: unknown) =>
      post<View>(owner.context.request, school.url, path, data)
    const club = await add<ClubView>('/api/clubs', {
      ...{ id: ulid(), name: 'Book club', place: 'library corner' },
      people: others.map(({ me }) => me.id),
    })
    const [textId, chapterId] = [ulid(), ulid()]
    await add(`/api/clubs/${club.id}/texts`, {
      ...{ id: textId, kind, title: 'How We Think', author: 'John Dewey, 1910', rights },
    })
    await add(`/api/texts/${textId}/chapters`, {
      ...{ id: chapterId, title },
      ...(kind === 'paper' ? {} : { source: text.source ?? chapterOne }),
    })
    return new ReadChapter(school, owner, club, chapterId as ChapterView['id'])
  }

  get path(): string {
    return `/reading/${this.club.id}/chapters/${this.chapterId}`
  }

  async view(who = this.#owner): Promise<ChapterView> {
    const answer = await who.context.request.get(
      `${this.#school.url}/api/chapters/${this.chapterId}`,
    )
    return (await answer.json()) as ChapterView
  }

  async open(who: Colleague): Promise<void> {
    await who.page.goto(this.path)
    await who.page.locator('.book [data-start]').first().waitFor()
  }

  /** Notes of one person for one audience, in one update. Resolves to their ids. */
  async mark(who: Colleague, marked: MarkedWords[], audience: Audience = 'club') {
    const view = await this.view(who)
    const plain = plainChapter(view.text ?? { blocks: [] })
    const peer = await peerOf(who, this.#school.url, documentFor(view, audience))
    const ids = marked.map(() => ulid() as AnnotationId)
    const isKept = await send(peer, (doc) =>
      marked.forEach(({ words, kind = 'comment', text = '', at = Date.now() }, index) => {
        const start = plain.indexOf(words)
        if (start < 0) throw new Error(`the chapter does not say “${words}”`)
        addAnnotation(doc, {
          ...{ id: ids[index]!, by: who.me.id, kind, text, at },
          anchor: anchorAt(plain, view.version, start, start + words.length),
          ...{ tags: [], editedAt: null, draftFor: null },
        })
      }),
    )
    await peer.close()
    if (!isKept) throw new Error('the notes were refused')
    return ids
  }
}

export function documentFor(view: ChapterView, audience: Audience): DocumentId {
  const found = view.documents.find((one) => one.audience === audience)
  if (!found) throw new Error(`no document of notes for ${audience}`)
  return found.id
}
