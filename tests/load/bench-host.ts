import { setTimeout as wait } from 'node:timers/promises'

/** What a process under measurement tells the bench when it listens. */
export interface HostReady {
  /** `ws://…`; a document's socket is at `/sync/<document>`. */
  url: string
  /** Documents that exist; empty where any name will do. */
  documents: { id: string; epoch: string }[]
}

export interface Memory {
  rssBytes: number
  /** JavaScript objects and buffers, without what the allocator keeps in reserve. */
  usedBytes: number
}

export type HostMessage = { kind: 'ready'; ready: HostReady } | { kind: 'memory'; memory: Memory }
export type HostRequest = { kind: 'memory' } | { kind: 'stop' }

/** The part of a process under measurement that talks to the bench. */
export function answerBench(ready: HostReady, stop: () => void | Promise<void>): void {
  const tell = (message: HostMessage) => process.send?.(message)
  process.on('message', (request: HostRequest) => {
    if (request.kind === 'memory')
      void measureMemory().then((memory) => tell({ kind: 'memory', memory }))
    else void Promise.resolve(stop()).then(() => process.exit(0))
  })
  process.on('disconnect', () => process.exit(0)) // the bench has gone
  tell({ kind: 'ready', ready })
}

async function measureMemory(): Promise<Memory> {
  // Twice, with time for finalizers in between: buffers of closed sockets go only with the second.
  for (let i = 0; i < 2; i++) {
    globalThis.gc?.()
    await wait(100)
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rssBytes: rss, usedBytes: heapUsed + external }
}
