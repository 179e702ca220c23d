import type * as Y from 'yjs'

/** A stretch of stored text of one look. */
export interface TextRun {
  insert: unknown
  attributes?: Record<string, unknown>
}

export function deltaOf(text: Y.XmlText): TextRun[] {
  return text.toDelta() as TextRun[]
}

/** The stored name of a mark without the hash that y-prosemirror puts behind overlapping ones. */
export function storedMarkName(key: string): { name: string; isOverlapping: boolean } {
  const hashed = /(.*)(--[a-zA-Z0-9+/=]{8})$/.exec(key)
  return { name: hashed?.[1] ?? key, isOverlapping: hashed !== null }
}
