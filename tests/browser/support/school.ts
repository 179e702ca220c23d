import type {
  APIRequestContext,
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Page,
} from '@playwright/test'
import { ulid } from 'ulid'
import type { MeView } from '../../../shared/accounts/api.ts'
import type { NewInvitationView } from '../../../shared/community/api.ts'
import type { PersonId } from '../../../shared/ids.ts'
import type { StudyView } from '../../../shared/lesson-study/api.ts'
import { Line } from '../../support/line.ts'
import { ServerProcess } from '../../support/server-process.ts'

/** Somebody at a browser of their own. */
export interface Colleague {
  me: MeView
  context: BrowserContext
  page: Page
  /** Their line to the server, which can be cut. */
  line: Line
}

export const password = 'three kind words'

/** A school with a server of its own; people come in through the same routes as everybody. */
export class School {
  readonly server: ServerProcess
  readonly #browser: Browser
  readonly #serviceWorkers: 'allow' | 'block'
  readonly #lines: Line[] = []
  #owner: Colleague | null = null

  private constructor(server: ServerProcess, browser: Browser, serviceWorkers: 'allow' | 'block') {
    this.server = server
    this.#browser = browser
    this.#serviceWorkers = serviceWorkers
  }

  /**
   * Each new browser would keep the client on its device, which takes half a second of a processor that nobody waits
   * for. `keepsClient` says that a test wants it: one that goes without a network, or measures time as people have it.
   */
  static async open(browser: Browser, { keepsClient = false } = {}): Promise<School> {
    const server = await ServerProcess.create()
    await server.start()
    return new School(server, browser, keepsClient ? 'allow' : 'block')
  }

  get url(): string {
    return this.server.url
  }

  /** A browser that nobody has signed in with. */
  async stranger(options: BrowserContextOptions = {}): Promise<Omit<Colleague, 'me'>> {
    const line = await Line.open()
    this.#lines.push(line)
    const context = await this.#browser.newContext({
      baseURL: this.url,
      proxy: line.proxy,
      serviceWorkers: this.#serviceWorkers,
      ...options,
    })
    return { context, page: await context.newPage(), line }
  }

  /** The owner, who is admin and lead; the first call opens the community. */
  async owner(name = 'Amira', options: BrowserContextOptions = {}): Promise<Colleague> {
    if (this.#owner) return this.#owner
    const stranger = await this.stranger(options)
    const { context } = stranger
    const me = await post<MeView>(context.request, this.url, '/api/owner', {
      secret: this.server.ownerSecret,
      name,
      password,
      community: { name: 'Penrallt Fields Primary', locale: 'en-GB', timeZone: 'Europe/London' },
    })
    this.#owner = { me, ...stranger }
    return this.#owner
  }

  /** A colleague who joined by a link of the owner's. */
  async colleague(name: string, options: BrowserContextOptions = {}): Promise<Colleague> {
    const owner = await this.owner()
    const invitation = await post<NewInvitationView>(
      owner.context.request,
      this.url,
      '/api/invitations',
      { kind: 'link', uses: 1 },
    )
    if (invitation.kind !== 'link') throw new Error('not a link')
    const stranger = await this.stranger(options)
    const { context } = stranger
    const secret = invitation.url.split('#')[1]
    const me = await post<MeView>(context.request, this.url, '/api/invitation/join', {
      secret,
      name,
      password,
    })
    return { me, ...stranger }
  }

  /** A further browser of somebody who is a member already. */
  async again(name: string, options: BrowserContextOptions = {}): Promise<Colleague> {
    const stranger = await this.stranger(options)
    const { context } = stranger
    const me = await post<MeView>(context.request, this.url, '/api/session', { name, password })
    return { me, ...stranger }
  }

  /** A new study of `author` with these teachers beside them. */
  async study(author: Colleague, teachers: Colleague[], title: string): Promise<StudyView> {
    return post<StudyView>(author.context.request, this.url, '/api/studies', {
      id: ulid(),
      title,
      teachers: teachers.map((teacher): PersonId => teacher.me.id),
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()))
    await Promise.all(this.#lines.map((line) => line.close()))
    await this.server.dispose()
  }
}

export const planPath = (study: StudyView, number = 1) =>
  `/studies/${study.id}/lessons/${number}/plan`

/** A request as the product's own pages make it: JSON, from the server's own address. */
export async function post<View>(
  request: APIRequestContext,
  url: string,
  path: string,
  data: unknown,
): Promise<View> {
  const answer = await request.post(url + path, { data, headers: { origin: url } })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as View
}
