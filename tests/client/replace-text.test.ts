import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { replaceText } from '../../shared/lesson-study/replace-text.ts'

const text = (initial: string) => {
  const doc = new Y.Doc()
  const shared = doc.getText('note')
  shared.insert(0, initial)
  return { doc, shared }
}

test('whatever it said before, it says the new words, and half a character is never written', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '½', '😀', '👩‍🏫', 'é') })
  fc.assert(
    fc.property(words, words, (before, after) => {
      const { doc, shared } = text(before)
      doc.on('update', (update: Uint8Array) => {
        expect(JSON.stringify(Y.decodeUpdate(update).structs)).not.toMatch(/\\ud[89a-f]/)
      })
      replaceText(shared, after)
      expect(shared.toJSON()).toBe(after)
    }),
  )
})

test('a letter typed is one letter written, also in the middle', () => {
  const { doc, shared } = text('She pegged the card')
  const written: string[] = []
  doc.on('update', (update: Uint8Array) => written.push(JSON.stringify(Y.decodeUpdate(update))))
  replaceText(shared, 'She pegged the first card')
  expect(written).toHaveLength(1)
  expect(written[0]).toContain('first')
  expect(written[0]).not.toContain('pegged')
})

test('nothing is written when nothing has changed', () => {
  const { doc, shared } = text('As it was')
  let count = 0
  doc.on('update', () => count++)
  replaceText(shared, 'As it was')
  expect(count).toBe(0)
})
