import type { AnnotationId } from '../../../../shared/ids.ts'
import type { Stretch } from './chapter-places.ts'
import { sentenceElement, startOf, stretchOf } from './selection-range.ts'

interface Selecting {
  /** Letters were selected, by mouse or finger. */
  onstretch: (stretch: Stretch) => void
  /** A sentence was tapped; its first unit. */
  onsentence: (start: number, isExtending: boolean) => void
  /** Words that somebody marked were tapped. */
  onnote: (id: AnnotationId) => void
  /** A tap beside the text. */
  onnothing: () => void
}

/** A finger moves the system's handles long after it was lifted first. */
const handlesRestMs = 350

/** Follows what somebody selects and taps in a text, until the returned function is called. */
export function followSelection(root: HTMLElement, selecting: Selecting): () => void {
  const events = new AbortController()
  const { signal } = events
  let isTouch = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const read = () => {
    const stretch = stretchOf(document.getSelection(), root)
    if (stretch) selecting.onstretch(stretch)
    return stretch !== null
  }
  root.addEventListener(
    'pointerdown',
    ({ pointerType }) => {
      isTouch = pointerType !== 'mouse'
    },
    { signal },
  )
  document.addEventListener(
    'selectionchange',
    () => {
      clearTimeout(timer)
      if (isTouch) timer = setTimeout(read, handlesRestMs)
    },
    { signal },
  )
  root.addEventListener(
    'click',
    (event) => {
      if (event.defaultPrevented || isControl(event.target)) return
      if (read()) return
      const sentence = sentenceElement(event.target)
      if (sentence === null) return selecting.onnothing()
      const mark = (event.target as Element).closest<HTMLElement>('mark[data-note]')
      const note = mark?.dataset['note']
      if (note !== undefined && !event.shiftKey) selecting.onnote(note as AnnotationId)
      else selecting.onsentence(startOf(sentence), event.shiftKey)
    },
    { signal },
  )
  return () => {
    events.abort()
    clearTimeout(timer)
  }
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('button, a, input, textarea, select, [role=toolbar], [contenteditable]') !== null
