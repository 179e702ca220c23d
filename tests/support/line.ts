import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/**
 * Somebody's line to the server: a proxy of their own that can be cut, as bad Wi-Fi cuts it. What was under way
 * ends without a word, and the browser still believes that it is online.
 */
export class Line {
  readonly #server: Server
  readonly #sockets = new Set<Duplex>()
  readonly #changed = new Map<string, (answer: string) => string | null>()
  #isCut = false
  /** The paths that were asked for by it, in order. */
  readonly asked: string[] = []

  private constructor(server: Server) {
    this.#server = server
  }

  static async open(): Promise<Line> {
    const server = createServer()
    const line = new Line(server)
    server.on('connection', (socket: Socket) => line.#keep(socket))
    server.on('connect', (asked, socket: Duplex) => {
      const { hostname, port } = new URL(`http://${asked.url}`)
      const onward = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname)
      line.#keep(onward)
      onward.on('connect', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        onward.pipe(socket).pipe(onward)
      })
      onward.on('close', () => socket.destroy())
      socket.on('close', () => onward.destroy())
    })
    server.on('request', (asked, answer) => {
      const { hostname, port, pathname, search } = new URL(asked.url!)
      line.asked.push(pathname)
      const change = line.#changed.get(pathname)
      const onward = request({
        host: hostname === 'localhost' ? '127.0.0.1' : hostname,
        port,
        path: pathname + search,
        method: asked.method,
        headers: change ? withoutHeaders(asked.headers, packing) : asked.headers,
      })
      onward.on('socket', (socket) => line.#keep(socket))
      onward.on('response', (response) => {
        if (change) return void answerChanged(response, answer, change)
        answer.writeHead(response.statusCode!, response.headers)
        response.pipe(answer)
      })
      onward.on('error', () => answer.destroy())
      asked.pipe(onward)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return line
  }

  /** For Playwright's `proxy` option; loopback addresses go through it too. */
  get proxy(): { server: string; bypass: string } {
    const { port } = this.#server.address() as AddressInfo
    return { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' }
  }

  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(): void {
    this.#isCut = false
  }

  /** From now on what lies at this path is another text, as after a new build; null: it is not there any more. */
  change(path: string, change: (answer: string) => string | null): void {
    this.#changed.set(path, change)
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #keep(socket: Duplex): void {
    if (this.#sockets.has(socket)) return // a connection that is used again
    socket.on('error', () => undefined) // a cut line is what this is for
    if (this.#isCut) return void socket.destroy()
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
  }
}

/** What would let the server answer with something else than the whole text. */
const packing = ['accept-encoding', 'if-none-match']
/** What is true of the text as it was. */
const ofContent = ['content-length', 'etag']

function withoutHeaders(headers: IncomingHttpHeaders, names: string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}

async function answerChanged(
  response: IncomingMessage,
  answer: ServerResponse,
  change: (answer: string) => string | null,
): Promise<void> {
  let text = ''
  for await (const part of response.setEncoding('utf8')) text += String(part)
  const changed = response.statusCode === 200 ? change(text) : null
  if (changed === null) return void answer.writeHead(404).end()
  answer.writeHead(200, withoutHeaders(response.headers, ofContent)).end(changed)
}
