import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './actor.ts'

interface ClientFile {
  type: string
  tag: string
  /** Bytes by how they are packed; `identity` is always there. */
  bodies: Map<'br' | 'gzip' | 'identity', Uint8Array<ArrayBuffer>>
  /** Its name holds a hash of its content: it never changes. */
  isHashed: boolean
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/**
 * The built client, read into memory once (it is some megabytes): a request is looked up by its whole path,
 * so none can lead out of the folder.
 */
export class ClientFiles {
  readonly #files: Map<string, ClientFile>

  private constructor(files: Map<string, ClientFile>) {
    this.#files = files
  }

  /** The files below `folder`; null when it has no page, as in development. */
  static read(folder: string): ClientFiles | null {
    const files = new Map<string, ClientFile>()
    for (const path of listFiles(folder)) {
      if (/\.(br|gz)$/.test(path)) continue
      const name = `/${relative(folder, path).split(sep).join('/')}`
      files.set(name, readFile(path, name))
    }
    return files.has('/index.html') ? new ClientFiles(files) : null
  }

  find(path: string): ClientFile | null {
    const file = this.#files.get(path)
    if (file) return file
    // Every address of the client is the same page; what looks like a file and is none is not there.
    const isScreen = !/\.[^/]*$/.test(path)
    return isScreen ? (this.#files.get('/index.html') ?? null) : null
  }
}

/** Answers what the client is made of. */
export function serveClient(files: ClientFiles): MiddlewareHandler<Env> {
  return async (c, next) => {
    const path = c.req.path
    const isOurs = c.req.method === 'GET' || c.req.method === 'HEAD'
    const file = isOurs && !isApi(path) ? files.find(path) : null
    if (file === null) return next()
    c.header('Vary', 'Accept-Encoding')
    c.header('ETag', file.tag)
    c.header('Cache-Control', file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (c.req.header('if-none-match') === file.tag) return c.body(null, 304)
    const packing = choosePacking(file, c.req.header('accept-encoding') ?? '')
    c.header('Content-Type', file.type)
    if (packing !== 'identity') c.header('Content-Encoding', packing)
    return c.body(file.bodies.get(packing)!)
  }
}

function isApi(path: string): boolean {
  return /^\/(api|sync|live|healthz)(\/|$)/.test(path)
}

function choosePacking(file: ClientFile, accepted: string): 'br' | 'gzip' | 'identity' {
  for (const packing of ['br', 'gzip'] as const) {
    if (file.bodies.has(packing) && new RegExp(`\\b${packing}\\b(?!;q=0(?:,|$))`).test(accepted)) {
      return packing
    }
  }
  return 'identity'
}

function readFile(path: string, name: string): ClientFile {
  const identity = readFileSync(path)
  const bodies: ClientFile['bodies'] = new Map([['identity', identity]])
  for (const [packing, ending] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    const packed = readIfThere(path + ending)
    if (packed) bodies.set(packing, packed)
  }
  return {
    type: types[extname(name)] ?? 'application/octet-stream',
    tag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    bodies,
    isHashed: /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(name),
  }
}

function readIfThere(path: string): Uint8Array<ArrayBuffer> | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
