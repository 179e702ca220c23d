import type { ChapterText } from '../../../../shared/reading/text.ts'

/**
 * How each heading is drawn, 2–4, by block; 0 where a block is none. Under the page's own heading no level is left out,
 * whatever the text does: whoever listens to headings would think something is missing.
 */
export function headingLevels({ blocks }: ChapterText): readonly number[] {
  let last = 1
  return blocks.map(({ kind, level = 1 }) => {
    if (kind !== 'heading') return 0
    last = Math.min(level + 1, last + 1, 4)
    return last
  })
}
