import { sheetItemsMax } from '../../../shared/limits.ts'
import type { SheetItem, SheetKind } from '../../../shared/teachmeet/sheet.ts'

export const sheetKindLabels: Record<SheetKind, { label: string; minutes: number; title: string }> =
  {
    welcome: { label: 'A welcome', minutes: 5, title: 'Welcome' },
    draw: { label: 'The draw', minutes: 3, title: 'The draw' },
    set: { label: 'Talks', minutes: 0, title: 'Talks' },
    tables: { label: 'Tables', minutes: 10, title: 'Tables' },
    pause: { label: 'A pause', minutes: 8, title: 'Pause' },
    ideas: { label: 'An ideas round', minutes: 6, title: 'Ideas round' },
    close: { label: 'Thanks', minutes: 2, title: 'Thanks' },
    other: { label: 'Something else', minutes: 5, title: 'Something else' },
  }

/** With a new item before the close, where there is one. */
export function withItem(sheet: readonly SheetItem[], kind: SheetKind): SheetItem[] {
  if (sheet.length >= sheetItemsMax) return [...sheet]
  const { minutes, title } = sheetKindLabels[kind]
  const item: SheetItem = { key: freeKey(sheet, kind), kind, title, minutes, prompt: '' }
  const last = sheet.at(-1)
  if (last?.kind !== 'close') return [...sheet, item]
  return [...sheet.slice(0, -1), item, last]
}

export const withoutItem = (sheet: readonly SheetItem[], key: string): SheetItem[] =>
  sheet.filter((item) => item.key !== key)

/** One place up or down; where it cannot go it stays. */
export function moved(sheet: readonly SheetItem[], key: string, by: 1 | -1): SheetItem[] {
  const from = sheet.findIndex((item) => item.key === key)
  const to = from + by
  const item = sheet[from]
  if (item === undefined || to < 0 || to >= sheet.length) return [...sheet]
  const rest = withoutItem(sheet, key)
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}

export const changed = (
  sheet: readonly SheetItem[],
  key: string,
  change: Partial<Pick<SheetItem, 'title' | 'minutes' | 'prompt'>>,
): SheetItem[] => sheet.map((item) => (item.key === key ? { ...item, ...change } : item))

/** What is done at an item is kept by its key, so a key is never given twice. */
function freeKey(sheet: readonly SheetItem[], kind: SheetKind): string {
  let number = 1
  while (sheet.some(({ key }) => key === `${kind}-${number}`)) number += 1
  return `${kind}-${number}`
}

/** A place for talks can go while there is another. */
export const mayGo = (sheet: readonly SheetItem[], { kind }: SheetItem): boolean =>
  sheet.length > 1 && (kind !== 'set' || sheet.filter((item) => item.kind === 'set').length > 1)
