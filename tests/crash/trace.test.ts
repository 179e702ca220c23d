import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeFrame } from '../../shared/sync/protocol.ts'
import { ServerProcess } from '../support/server-process.ts'
import { School } from './school.ts'
import { asHex, bytesOf, Trace, type SystemCall } from './trace.ts'
import { Typist } from './typist.ts'

const words = 20
let folder: string
let server: ServerProcess

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'staffroom-trace-'))
  server = await ServerProcess.create()
})

afterEach(async () => {
  await server.dispose()
  rmSync(folder, { recursive: true, force: true })
})

test('[P1] the log’s fsync comes before the write that carries the acknowledgement, and before the peer’s', async () => {
  await server.start()
  const school = await School.found(server)
  const [writer, peer] = await school.invite(2)
  const plan = await school.newPlan([writer!, peer!])
  const typist = new Typist(server.url, writer!, plan, 'typist')
  const reader = new Typist(server.url, peer!, plan, 'reader')
  try {
    await typist.when(() => typist.isSaved, 'the plan was open')
    await reader.when(() => reader.isSynced, 'the plan was open')
    const trace = await Trace.attach(server.pid, join(folder, 'trace.txt'))
    for (let word = 0; word < words; word++) {
      typist.typeWord()
      await typist.when(() => typist.isSaved, 'the word was saved')
      await reader.when(
        () => reader.doc.getXmlFragment('field:why').toJSON().includes(typist.words[word]!),
        'the word had arrived',
      )
    }
    const calls = await trace.detach()
    for (const word of typist.words) checkOrder(calls, word)
  } finally {
    typist.destroy()
    reader.destroy()
  }
})

/** Logged, synced, acknowledged and sent, in this order, for one word. */
function checkOrder(calls: SystemCall[], word: string): void {
  const hex = asHex(new TextEncoder().encode(word))
  const logged = calls.find(
    (call) => call.name === 'pwrite64' && isLog(call) && call.text.includes(hex),
  )
  expect(logged, `“${word}” was written to the log`).toBeDefined()
  const synced = calls.find(
    (call) => /^f(data)?sync$/.test(call.name) && isLog(call) && call.begins > logged!.ends,
  )
  expect(synced, `the log was synced after “${word}”`).toBeDefined()
  const toPeer = calls.find((call) => isToSocket(call) && call.text.includes(hex))
  expect(toPeer, `“${word}” was sent to the peer`).toBeDefined()
  expect(toPeer!.begins).toBeGreaterThan(synced!.ends)
  const acknowledged = calls.find(
    (call) => isToSocket(call) && call.ends > logged!.begins && carriesSaved(call),
  )
  expect(acknowledged, `“${word}” was acknowledged`).toBeDefined()
  expect(acknowledged!.begins).toBeGreaterThan(synced!.ends)
}

/** strace prints also the paths behind descriptors in hex. */
const isLog = (call: SystemCall) =>
  call.text.includes(`${asHex(new TextEncoder().encode('-wal'))}>`)
const isToSocket = (call: SystemCall) =>
  /^(write|writev|sendto|sendmsg)$/.test(call.name) && /<TCP/.test(call.text)

/** Whether the frames of a write to a socket hold a `saved`. */
function carriesSaved(call: SystemCall): boolean {
  return framesOf(bytesOf(call)).some((frame) =>
    decodeFrame(frame, 1_000).some((message) => message.kind === 'saved'),
  )
}

/** The payloads of binary WebSocket frames as a server writes them: unmasked, in one piece. */
function framesOf(bytes: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = []
  for (let at = 0; at + 2 <= bytes.length;) {
    const short = bytes[at + 1]! & 0x7f
    const header = short < 126 ? 2 : short === 126 ? 4 : 10
    const view = new DataView(bytes.buffer, bytes.byteOffset + at)
    const length =
      short < 126 ? short : short === 126 ? view.getUint16(2) : Number(view.getBigUint64(2))
    if (bytes[at] === 0x82) frames.push(bytes.subarray(at + header, at + header + length))
    at += header + length
  }
  return frames
}
