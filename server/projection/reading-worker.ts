import { parentPort } from 'node:worker_threads'
import { readUpdate, type ReadingInput } from './reading.ts'

/** Answers each request in turn. The bytes come by being moved here, and go back the same way. */
parentPort?.on('message', (input: ReadingInput) => {
  const output = readUpdate(input)
  if (output.kind !== 'read') return parentPort?.postMessage(output)
  const { update, shape } = output
  const moved = [update.buffer, shape.sections.buffer, shape.deletions.buffer] as ArrayBuffer[]
  return parentPort?.postMessage(output, moved)
})
