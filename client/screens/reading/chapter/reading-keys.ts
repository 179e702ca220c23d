import type { AnnotationKind } from '../../../../shared/reading/annotation.ts'

/** What a key does in the text. */
export type KeyAct =
  | { act: 'step'; by: 1 | -1; isExtending: boolean }
  | { act: 'paragraph'; by: 1 | -1 }
  | { act: 'edge'; at: 'first' | 'last' }
  | { act: 'bar' | 'leave' | 'notes' | 'keys' | 'list' }
  | { act: 'mark'; kind: AnnotationKind }
  | { act: 'note'; by: 1 | -1 }

interface Key {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

/** The letters that choose a kind, in the order of the bar. */
export const kindKeys: readonly [string, AnnotationKind][] = [
  ['h', 'highlight'],
  ['c', 'comment'],
  ['q', 'question'],
  ['d', 'doubt'],
  ['b', 'idea'],
  ['m', 'class'],
]

/** Arrows, Enter and Escape: wherever the focus is on a sentence. */
export function sentenceKey({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): KeyAct | null {
  if (ctrlKey || metaKey || altKey) return null
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return { act: 'step', by: 1, isExtending: shiftKey }
    case 'ArrowLeft':
    case 'ArrowUp':
      return { act: 'step', by: -1, isExtending: shiftKey }
    case 'PageDown':
      return { act: 'paragraph', by: 1 }
    case 'PageUp':
      return { act: 'paragraph', by: -1 }
    case 'Home':
      return { act: 'edge', at: 'first' }
    case 'End':
      return { act: 'edge', at: 'last' }
    case 'Enter':
    case ' ':
      return { act: 'bar' }
    case 'Escape':
      return { act: 'leave' }
    default:
      return null
  }
}

/** Single letters; a kind only where something is chosen to be marked. */
export function letterKey({ key, ctrlKey, metaKey, altKey }: Key, canMark: boolean): KeyAct | null {
  if (ctrlKey || metaKey || altKey) return null
  const letter = key.toLowerCase()
  const kind = kindKeys.find(([one]) => one === letter)?.[1]
  if (kind !== undefined) return canMark ? { act: 'mark', kind } : null
  switch (letter) {
    case 'j':
      return { act: 'note', by: 1 }
    case 'k':
      return { act: 'note', by: -1 }
    case 'o':
      return { act: 'notes' }
    case 's':
      return { act: 'list' }
    case '?':
      return { act: 'keys' }
    default:
      return null
  }
}
