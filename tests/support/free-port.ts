import { createServer } from 'node:net'

/**
 * Below the ports that systems lend to connections that go out (Linux from 32768, others higher): between this moment
 * and the start of a server a browser's connection may take one of those.
 */
const lowest = 20_000
const highest = 32_000
const triesMax = 100

/** A port of 127.0.0.1 on which nothing listens just now. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < triesMax; tried++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (await isFree(port)) return port
  }
  throw new Error(`no port from ${lowest} to ${highest} is free`)
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
