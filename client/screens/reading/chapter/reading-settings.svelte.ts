export const sizes = [0, 1, 2, 3, 4] as const
export type TextSize = (typeof sizes)[number]
const spacings = ['close', 'usual', 'wide'] as const
export type Spacing = (typeof spacings)[number]
export type LetterStyle = 'book' | 'clear'
type PaperColour = 'plain' | 'warm'

interface Settings {
  size: TextSize
  spacing: Spacing
  letters: LetterStyle
  paper: PaperColour
  /** Paragraph numbers beside the text. */
  hasNumbers: boolean
  /** Whether single letters do something. */
  hasLetterKeys: boolean
}

const key = 'staffroom:reading'
const usual: Settings = {
  size: 1,
  spacing: 'usual',
  letters: 'book',
  paper: 'plain',
  hasNumbers: false,
  hasLetterKeys: true,
}

/** How somebody likes a text to look on this device: it is about this screen and these eyes. */
export class ReadingSettings {
  #current = $state.raw<Settings>(remembered())

  get current(): Readonly<Settings> {
    return this.#current
  }

  change(settings: Partial<Settings>): void {
    this.#current = { ...this.#current, ...settings }
    try {
      localStorage.setItem(key, JSON.stringify(this.#current))
    } catch {
      // It is set again at the next visit.
    }
  }
}

function remembered(): Settings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return usual
    const { size, spacing, letters, paper, hasNumbers, hasLetterKeys } = kept as Partial<Settings>
    return {
      size: sizes.find((one) => one === size) ?? usual.size,
      spacing: spacings.find((one) => one === spacing) ?? usual.spacing,
      letters: letters === 'clear' ? 'clear' : 'book',
      paper: paper === 'warm' ? 'warm' : 'plain',
      hasNumbers: hasNumbers === true,
      hasLetterKeys: hasLetterKeys !== false,
    }
  } catch {
    return usual
  }
}
