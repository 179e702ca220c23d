import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { ServerProcess } from '../../support/server-process.ts'
import { post } from './school.ts'

/** The server as `npm start -- --demo` opens it: with the example school, and what it prints about how to come in. */
export class ExampleSchool {
  readonly #server: ServerProcess
  readonly #browser: Browser

  private constructor(server: ServerProcess, browser: Browser) {
    this.#server = server
    this.#browser = browser
  }

  static async open(browser: Browser): Promise<ExampleSchool> {
    const server = await ServerProcess.create()
    await server.start(['--demo'])
    return new ExampleSchool(server, browser)
  }

  /** Where the TeachMeet is that is on, as it is printed. */
  get livePath(): string {
    const match = /(\/teachmeets\/\S+\/live)/.exec(this.#server.output)
    if (!match) throw new Error(`no TeachMeet in:\n${this.#server.output}`)
    return match[1]!
  }

  /** Somebody of the example in a browser of their own, by the password that is printed. */
  async signIn(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const match = new RegExp(`^ +${name} +(\\S+)$`, 'm').exec(this.#server.output)
    if (!match) throw new Error(`${name} is not among:\n${this.#server.output}`)
    const page = await this.stranger(options)
    const { url } = this.#server
    await post(page.context().request, url, '/api/session', { name, password: match[1] })
    return page
  }

  async stranger(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({ baseURL: this.#server.url, ...options })
    return context.newPage()
  }

  async close(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()))
    await this.#server.dispose()
  }
}
