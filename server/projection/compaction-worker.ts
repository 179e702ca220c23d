import { parentPort } from 'node:worker_threads'
import { compact, type CompactionInput, type CompactionOutput } from './compaction.ts'

/** Answers each request in turn. What cannot be built is an answer too; only a lack of memory ends the thread. */
parentPort?.on('message', (input: CompactionInput) => {
  parentPort?.postMessage(answer(input))
})

function answer(input: CompactionInput): CompactionOutput {
  try {
    return compact(input)
  } catch (error) {
    return { kind: 'not-verified', reason: String(error), bad: [] }
  }
}
