/** What an item of a TeachMeet's run sheet is. `set`: talks go here, as the draw orders them; it takes what they take. */
export const sheetKinds = [
  'welcome',
  'draw',
  'set',
  'tables',
  'pause',
  'ideas',
  'close',
  'other',
] as const
export type SheetKind = (typeof sheetKinds)[number]

export interface SheetItem {
  /** Letters and digits, unique in the sheet. */
  key: string
  kind: SheetKind
  title: string
  /** Of a set: 0, since its talks say how long it is. */
  minutes: number
  prompt: string
}

/**
 * The run sheet of ninety minutes online that templates.md 2.8 gives; a host changes it. Talks have what the fixed items
 * leave of the time.
 */
export const usualSheet: readonly SheetItem[] = [
  {
    key: 'welcome',
    kind: 'welcome',
    title: 'Welcome',
    minutes: 5,
    prompt: 'How it works. Be kind, and leave when you must.',
  },
  { key: 'draw', kind: 'draw', title: 'The draw', minutes: 3, prompt: 'The order, drawn live.' },
  { key: 'set-1', kind: 'set', title: 'First talks', minutes: 0, prompt: '' },
  {
    key: 'tables',
    kind: 'tables',
    title: 'Tables',
    minutes: 10,
    prompt: 'What would this look like in my class?',
  },
  { key: 'set-2', kind: 'set', title: 'More talks', minutes: 0, prompt: '' },
  { key: 'pause', kind: 'pause', title: 'Pause', minutes: 8, prompt: 'Tea.' },
  {
    key: 'set-3',
    kind: 'set',
    title: 'Last talks',
    minutes: 0,
    prompt: 'Anyone not yet drawn is certain to speak.',
  },
  {
    key: 'ideas',
    kind: 'ideas',
    title: 'Ideas round',
    minutes: 6,
    prompt: 'Each writes or says one idea they will try.',
  },
  {
    key: 'close',
    kind: 'close',
    title: 'Thanks',
    minutes: 2,
    prompt: 'The next host, and where the notes live.',
  },
]

/** Minutes that the fixed items take. */
export function fixedMinutes(sheet: readonly SheetItem[]): number {
  return sheet.reduce((sum, item) => sum + (item.kind === 'set' ? 0 : item.minutes), 0)
}
