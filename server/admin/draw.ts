import { readFileSync } from 'node:fs'
import { cac } from 'cac'
import { AppError } from '../../shared/errors.ts'
import type { Draw, DrawInput } from '../../shared/teachmeet/draw.ts'
import { readDrawInput } from '../../shared/teachmeet/draw-input.ts'
import { drawOrder } from '../../shared/teachmeet/draw-order.ts'
import { explain, warningWords } from '../../shared/teachmeet/draw-words.ts'

/**
 * The draw of a TeachMeet made again by anybody, from its published input: `npm run draw -- --seed 4817 draw.json`. It
 * needs no server and no database. What the file holds and what comes out: docs/draw.md.
 */
const cli = cac('npm run draw --')

cli
  .command('[file]', 'Draw the order of the talks in a JSON file, and say why each has its place')
  .option('--seed <number>', 'The number the tickets are made from; without it the one in the file')
  .example(() => 'npm run draw -- --seed 4817 draw.json')
  .action((file: string | undefined, options: { seed?: unknown }) => {
    if (file === undefined) throw new AppError('invalid', 'Name the file of the draw.')
    const input = readDrawInput(withSeed(readJson(file), options.seed))
    for (const line of describe(input, drawOrder(input))) process.stdout.write(`${line}\n`)
  })

cli.help()

function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new AppError('invalid', `There is no file ${file} that can be read.`)
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new AppError('invalid', `The file ${file} is not JSON.`)
  }
}

function withSeed(value: unknown, seed: unknown): unknown {
  if (seed === undefined || typeof value !== 'object' || value === null) return value
  return { ...value, seed }
}

function describe(input: DrawInput, draw: Draw): string[] {
  const lines = [
    `Drawn by the rules ${input.version} with seed ${input.seed}.`,
    `A ticket is the first eight digits of: printf '${input.seed}:<number of the talk>' | sha256sum`,
  ]
  const sentences = explain(draw)
  draw.order.forEach(({ set }, index) => {
    if (set !== draw.order[index - 1]?.set) lines.push('', `Set ${set}`)
    lines.push(sentences[index]!)
  })
  const { minutesNeeded, rowMax } = draw
  lines.push('', `Needed: ${minutesNeeded} of ${input.talkMinutes} minutes.`)
  if (draw.order.length > 1) {
    lines.push(`At most ${rowMax} nano or longer talks had to follow each other.`)
  }
  return [...lines, ...draw.warnings.map(warningWords)]
}

try {
  cli.parse()
} catch (error) {
  const isExpected =
    error instanceof AppError || (error instanceof Error && error.name === 'CACError')
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${isExpected ? error.message : trace}\n`)
  process.exitCode = 1
}
