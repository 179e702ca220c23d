import { parseArgs } from 'node:util'
import { runCrashRounds } from './crash-rounds.ts'

/** `npm run crash [-- --rounds N]`: kills the built server under typing people. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } })
const startedAt = Date.now()
const report = await runCrashRounds(Number(values.rounds), (round, { savedCharacters }) => {
  if (round % 10 === 0)
    process.stdout.write(`${round} rounds, ${savedCharacters} characters kept\n`)
})
process.stdout.write(
  `${report.rounds} rounds in ${Math.round((Date.now() - startedAt) / 1000)} s: ` +
    `${report.savedCharacters} characters shown as Saved, ${report.seenCharacters} seen by others, ` +
    `none lost, none doubled (${report.words} words, ${report.lateWords} of them under way at a kill)\n`,
)
