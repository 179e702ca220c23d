import { simulate, SimFailure } from './simulate.ts'
import { parseArgs } from 'node:util'
import { realNow } from '../support/fake-time.ts'
import { loadServer } from './sim-server.ts'
import { stories } from './story.ts'

/** `npm run sim [-- --seeds N --from S --story rights]`: tells N stories and stops at the first that breaks a promise. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    story: { type: 'string', default: 'all sorts' },
  },
})
const from = Number(values.from)
const seeds = Number(values.seeds)
const story = stories.find((name) => name === values.story)
if (!story) throw new Error(`--story is one of ${stories.join(', ')}`)
const code = await loadServer()
const startedAt = realNow()
const total = { edits: 0, rows: 0, crashes: 0, refusals: 0, waypoints: 0, snapshots: 0 }

try {
  for (let seed = from; seed < from + seeds; seed++) {
    const report = await simulate(seed, code, { story })
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += report[key]
    if (seeds <= 10) process.stdout.write(`${JSON.stringify(report)}\n`)
    else if ((seed - from + 1) % 50 === 0) process.stdout.write(`${seed - from + 1} seeds\n`)
  }
  process.stdout.write(
    `${seeds} seeds in ${((realNow() - startedAt) / 1000).toFixed(1)} s, all promises kept: ` +
      `${total.edits} edits, ${total.rows} rows, ${total.crashes} crashes, ${total.refusals} refusals, ` +
      `${total.waypoints} awaits of the storage, ${total.snapshots} snapshots\n`,
  )
} catch (error) {
  if (!(error instanceof SimFailure)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
