import { ulid } from 'ulid'
import type {
  AddCommitment,
  CommitmentView,
  PutReport,
} from '../../../shared/community/commitments.ts'
import type { ChapterId, ClubId, IdeaId, TryReportId } from '../../../shared/ids.ts'
import type { AddIdea, BoardView } from '../../../shared/reading/ideas.ts'
import type { ClubView } from '../../../shared/reading/api.ts'
import { post, type Colleague, type School } from './school.ts'

/** A club that reads a chapter of How We Think and has taken ideas from it. */
export class ClubWithIdeas {
  readonly #school: School
  readonly club: ClubView
  readonly chapterId: ChapterId

  private constructor(school: School, club: ClubView) {
    this.#school = school
    this.club = club
    this.chapterId = club.texts[0]!.chapters[0]!.id
  }

  static async start(school: School, chair: Colleague, others: Colleague[]) {
    const { request } = chair.context
    const people = others.map(({ me }) => me.id)
    const made = { id: ulid() as ClubId, name: 'Book club, autumn', people }
    await post(request, school.url, '/api/clubs', made)
    const text = { id: ulid(), kind: 'plain', title: 'How We Think', author: 'John Dewey' }
    await post(request, school.url, `/api/clubs/${made.id}/texts`, { ...text, rights: 'open' })
    const source =
      'Thinking begins in what may fairly enough be called a forked-road situation. ' +
      'In the suspense of uncertainty, we metaphorically climb a tree.'
    const chapter = { id: ulid(), title: 'What is thought?', source }
    const club = await post<ClubView>(
      request,
      school.url,
      `/api/texts/${text.id}/chapters`,
      chapter,
    )
    return new ClubWithIdeas(school, club)
  }

  get path(): string {
    return `/reading/${this.club.id}/ideas`
  }

  /** A card; the answer is the board as its maker sees it. */
  card(by: Colleague, title: string, why = ''): Promise<BoardView> {
    const idea: AddIdea = { id: ulid() as IdeaId, title, why, chapterId: this.chapterId }
    return this.#send(by, `/api/clubs/${this.club.id}/ideas`, idea)
  }

  /** What somebody says they will try. */
  commit(by: Colleague, said: Omit<AddCommitment, 'id' | 'clubId'>): Promise<CommitmentView> {
    return this.#send(by, '/api/commitments', { id: ulid(), clubId: this.club.id, ...said })
  }

  /** What came of it. */
  async report(
    by: Colleague,
    { id }: CommitmentView,
    said: Omit<PutReport, 'id' | 'version'>,
  ): Promise<void> {
    const data: PutReport = { id: ulid() as TryReportId, version: 0, ...said }
    const path = `${this.#school.url}/api/commitments/${id}/report`
    const headers = { origin: this.#school.url }
    const answer = await by.context.request.put(path, { data, headers })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`)
  }

  #send<View>(by: Colleague, path: string, data: unknown): Promise<View> {
    return post<View>(by.context.request, this.#school.url, path, data)
  }
}
