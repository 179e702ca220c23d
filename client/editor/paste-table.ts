import { pastedRowsMax, stageMinutesMax, stageTitleLengthMax } from '../../shared/limits.ts'
import type { PastedRow } from './cell-props.ts'
import { cleanPasted } from './clean-pasted.ts'

/** Headings over a column of minutes or clock times, and over one of names of stages. */
const minutesHeading = /^\s*(?:mins?\b|minutes?\b|time\b|timings?\b|duration\b|length\b)/i
const titleHeading =
  /^\s*(?:stages?\b|phase\b|part\b|section\b|episode\b|activit(?:y|ies)\b|steps?\b)/i
/** A name of a stage is short; a longer first column is what people do. */
const titleLengthTypical = 60

/**
 * A planning table from Word or the web as rows, or null when it is none: at least two columns, and two rows
 * besides a heading, of which the first column with numbers or times is the minutes.
 */
export function parsePlanTable(html: string): PastedRow[] | null {
  if (!/<table/i.test(html)) return null
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  const grid = table === null ? [] : gridOf(table)
  const heading = grid[0] !== undefined && isHeading(grid[0]) ? grid[0].map(textOf) : null
  const body = (heading === null ? grid : grid.slice(1)).filter((row) =>
    row.some((cell) => textOf(cell) !== ''),
  )
  const columns = Math.max(0, ...body.map((row) => row.length))
  if (body.length < 2 || columns < 2) return null
  const minutesAt = minutesColumn(body, heading, columns)
  if (minutesAt === null && heading === null) return null
  const titleAt = titleColumn(body, heading, minutesAt)
  return rowsOf(body.slice(0, pastedRowsMax), columns, minutesAt, titleAt)
}

function gridOf(table: HTMLTableElement): HTMLTableCellElement[][] {
  // A table within a cell is that cell's content.
  return [...table.rows]
    .filter((row) => row.closest('table') === table)
    .map((row) => [...row.cells])
}

function isHeading(row: HTMLTableCellElement[]): boolean {
  const texts = row.map(textOf)
  const isMarked = row.every((cell) => cell.localName === 'th' || isAllBold(cell))
  return (
    (isMarked || texts.some((text) => minutesHeading.test(text))) &&
    texts.every((text) => minutesOf(text) === null)
  )
}

function isAllBold(cell: HTMLTableCellElement): boolean {
  const text = textOf(cell)
  const bold = [...cell.querySelectorAll('b, strong')].map((part) => part.textContent).join('')
  return text === '' || collapsed(bold) === text
}

function minutesColumn(
  body: HTMLTableCellElement[][],
  heading: string[] | null,
  columns: number,
): number | null {
  const named = heading?.findIndex((text) => minutesHeading.test(text)) ?? -1
  if (named >= 0) return named
  for (let column = 0; column < columns; column++) {
    const texts = body.map((row) => textAt(row, column)).filter((text) => text !== '')
    if (texts.length >= 2 && texts.every((text) => timeOf(text) !== null)) return column
  }
  return null
}

function titleColumn(
  body: HTMLTableCellElement[][],
  heading: string[] | null,
  minutesAt: number | null,
): number | null {
  const named = heading?.findIndex((text, at) => at !== minutesAt && titleHeading.test(text)) ?? -1
  const candidate = named >= 0 ? named : minutesAt === 0 ? 1 : 0
  const columnsLeft = Math.max(...body.map((row) => row.length)) - (minutesAt === null ? 0 : 1)
  // With one column besides the minutes, that column is what people do.
  if (columnsLeft < 2) return null
  const isShort = body.every((row) => textAt(row, candidate).length <= titleLengthTypical)
  return isShort ? candidate : null
}

function rowsOf(
  body: HTMLTableCellElement[][],
  columns: number,
  minutesAt: number | null,
  titleAt: number | null,
): PastedRow[] {
  const times = body.map((row) => (minutesAt === null ? null : timeOf(textAt(row, minutesAt))))
  const others = Array.from({ length: columns }, (_, at) => at).filter(
    (at) => at !== minutesAt && at !== titleAt,
  )
  return body.map((row, index) => ({
    minutes: lengthOf(times[index] ?? null, times[index + 1] ?? null),
    title: titleAt === null ? '' : textAt(row, titleAt).slice(0, stageTitleLengthMax),
    cells: others.map((at) => {
      const cell = row[at]
      return cell === undefined || textOf(cell) === '' ? '' : cleanPasted(cell.innerHTML)
    }),
  }))
}

/** "10", "10 min", "10–15 mins", "10:05–10:15" say how long; "10:05" says when, and the next row how long. */
type Time = { kind: 'length'; minutes: number } | { kind: 'clock'; minute: number }

function timeOf(text: string): Time | null {
  const minutes = minutesOf(text)
  if (minutes !== null) return { kind: 'length', minutes }
  const clock = /^(\d{1,2})[:.](\d{2})\s*(?:am|pm)?$/i.exec(text)
  return clock ? { kind: 'clock', minute: Number(clock[1]) * 60 + Number(clock[2]) } : null
}

function minutesOf(text: string): number | null {
  const span = /^(\d{1,2})[:.](\d{2})\s*(?:-|–|—|to)\s*(\d{1,2})[:.](\d{2})$/i.exec(text)
  if (span) {
    const [from, to] = [
      Number(span[1]) * 60 + Number(span[2]),
      Number(span[3]) * 60 + Number(span[4]),
    ]
    return within((to - from + 720) % 720)
  }
  const counted =
    /^(\d{1,3})(?:\s*(?:-|–|—|to)\s*(\d{1,3}))?\s*(?:['’′]|m\b|mins?\b\.?|minutes?)?$/i.exec(text)
  return counted ? within(Number(counted[2] ?? counted[1])) : null
}

function lengthOf(time: Time | null, next: Time | null): number {
  if (time?.kind === 'length') return time.minutes
  if (time?.kind === 'clock' && next?.kind === 'clock') {
    return within((next.minute - time.minute + 720) % 720) ?? 0
  }
  return 0
}

function within(minutes: number): number | null {
  return minutes >= 0 && minutes <= stageMinutesMax ? minutes : null
}

function textAt(row: HTMLTableCellElement[], at: number): string {
  const cell = row[at]
  return cell === undefined ? '' : textOf(cell)
}

function textOf(cell: HTMLTableCellElement): string {
  return collapsed(cell.textContent)
}

function collapsed(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim()
}
