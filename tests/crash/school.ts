import { ulid } from 'ulid'
import type { MeView } from '../../shared/accounts/api.ts'
import type { NewInvitationView } from '../../shared/community/api.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { ServerProcess } from '../support/server-process.ts'

/** A signed-in person, as their browser knows them. */
export interface Member {
  id: PersonId
  cookie: string
}

export interface Plan {
  id: DocumentId
  epoch: string
}

/** A community made on a fresh server through the same routes as everybody's. */
export class School {
  readonly #server: ServerProcess
  readonly owner: Member

  private constructor(server: ServerProcess, owner: Member) {
    this.#server = server
    this.owner = owner
  }

  static async found(server: ServerProcess): Promise<School> {
    const { view, cookie } = await post<MeView>(server.url, '/api/owner', null, {
      secret: server.ownerSecret,
      name: 'Ana Example',
      password: 'a long enough word',
      community: { name: 'Hill School', locale: 'en-GB', timeZone: 'Europe/London' },
    })
    return new School(server, { id: view.id, cookie })
  }

  /** A new study with colleagues in it who may write, and its first plan. */
  async newPlan(colleagues: Member[]): Promise<Plan> {
    const { view } = await post<StudyView>(this.#server.url, '/api/studies', this.owner, {
      id: ulid(),
      title: 'Why do halves look unequal?',
      teachers: colleagues.map((member) => member.id),
    })
    const [lesson] = view.lessons
    if (!lesson) throw new Error('a new study has no lesson')
    return { id: lesson.planId, epoch: lesson.planEpoch }
  }

  /** People who come in by one invitation link. */
  async invite(count: number): Promise<Member[]> {
    const { view } = await post<NewInvitationView>(
      this.#server.url,
      '/api/invitations',
      this.owner,
      {
        kind: 'link',
        uses: count,
      },
    )
    if (view.kind !== 'link') throw new Error('asked for a link')
    const secret = new URL(view.url).hash.slice(1)
    const members: Member[] = []
    for (let index = 0; index < count; index++) {
      const joined = await post<MeView>(this.#server.url, '/api/invitation/join', null, {
        secret,
        name: `Teacher ${index + 1}`,
        password: 'a long enough word',
      })
      members.push({ id: joined.view.id, cookie: joined.cookie })
    }
    return members
  }
}

async function post<View>(
  url: string,
  path: string,
  as: Member | null,
  body: unknown,
): Promise<{ view: View; cookie: string }> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: url,
      ...(as ? { cookie: as.cookie } : {}),
    },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0]!
  return { view: (await answer.json()) as View, cookie }
}
