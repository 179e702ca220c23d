import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { saysTheSame } from '../../client/sync/says-the-same.ts'

/** A server's document and a reader's, which begins as a copy of it. */
function twoDocuments(): { server: Y.Doc; reader: Y.Doc } {
  const server = new Y.Doc()
  server.clientID = 2
  server.getMap('rows').set('minutes', 8)
  server.getXmlFragment('field:aim').insert(0, [new Y.XmlText('Aim')])
  const reader = new Y.Doc()
  reader.clientID = 1
  Y.applyUpdate(reader, Y.encodeStateAsUpdate(server))
  return { server, reader }
}

/** The reader's document has heard everything before it is compared. */
function compare({ server, reader }: { server: Y.Doc; reader: Y.Doc }): boolean {
  const update = Y.encodeStateAsUpdate(server)
  Y.applyUpdate(reader, update)
  return saysTheSame(reader, update)
}

test('a copy says the same', () => {
  expect(compare(twoDocuments())).toBe(true)
})

test('a word that the server lacks is a difference', () => {
  const both = twoDocuments()
  const text = both.reader.getXmlFragment('field:aim').get(0) as Y.XmlText
  text.insert(3, ' higher')
  expect(compare(both)).toBe(false)
})

test('a change that another hides is a difference: it is an edit that was not kept', () => {
  const both = twoDocuments()
  both.reader.getMap('rows').set('minutes', 10)
  both.server.getMap('rows').set('minutes', 12)
  expect(compare(both)).toBe(false)
  expect(both.reader.getMap('rows').get('minutes')).toBe(12)
})
