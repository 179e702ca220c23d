import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { DrawTalk } from '../../shared/teachmeet/draw.ts'
import { readDrawInput } from '../../shared/teachmeet/draw-input.ts'
import { drawOrder } from '../../shared/teachmeet/draw-order.ts'
import { explain } from '../../shared/teachmeet/draw-words.ts'

/** The page is what people check a draw by, so its numbers are taken from it and not written down again. */
const page = readFileSync('docs/draw.md', 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => text!)

const input = readDrawInput(JSON.parse(blocks('json')[0]!))
const [order, withoutFive, withFiveBack] = blocks('text').map((text) => text.trim().split('\n'))

const withFive = (state: DrawTalk['state'], heard: number[]) => ({
  ...input,
  heard,
  talks: input.talks.map((talk) => (talk.number === 5 ? { ...talk, state } : talk)),
})

describe('the example of docs/draw.md', () => {
  test('has the tickets that SHA-256 gives, lowest first', () => {
    const rows = [...page.matchAll(/^\| (\d+) +\| ([0-9a-f]{8}) \| (\S+) +\| (.+?) +\|$/gm)]
    const table = rows.map(([, number, ticket, kind, school]) => ({
      ...{ number: Number(number), ticket, kind, school },
    }))
    const tickets = input.talks.map(({ number, kind, school }) => {
      const digits = createHash('sha256').update(`${input.seed}:${number}`).digest('hex')
      return { number, ticket: digits.slice(0, 8), kind, school }
    })
    expect(table).toEqual(tickets.toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1)))
  })

  test('is drawn as the page says', () => {
    expect(explain(drawOrder(input))).toEqual(order)
  })

  test('is walked through in that order', () => {
    const steps = [...page.matchAll(/^- _\w+ place: talk (\d+)\._/gm)].map(([, number]) => number)
    expect(steps.map(Number)).toEqual(drawOrder(input).order.map(({ number }) => number))
  })

  test('has the sets and the minutes of the page', () => {
    const draw = drawOrder(input)
    expect(draw.order.map(({ set }) => set)).toEqual([1, 1, 1, 2, 2, 2])
    expect(draw.order.map(({ startsAfterMinutes }) => startsAfterMinutes)).toEqual([
      0, 8, 11, 14, 22, 25,
    ])
    expect(draw).toMatchObject({ minutesNeeded: 28, minutesOver: 0, rowMax: 2, warnings: [] })
    expect(page).toContain('take 8, 3, 3, 8, 3 and 3 minutes, 28 in all')
  })

  test('goes on as the page says when somebody is not there, and when they come', () => {
    expect(explain(drawOrder(withFive('absent', [2])))).toEqual(withoutFive)
    expect(explain(drawOrder(withFive('returned', [2, 4, 1])))).toEqual(withFiveBack)
  })
})
