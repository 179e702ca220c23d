import { DOMParser as ContentParser } from 'prosemirror-model'
import { prosemirrorToYXmlFragment } from 'y-prosemirror'
import type * as Y from 'yjs'
import { schema } from './schema.ts'

/** Writes cleaned HTML into an empty cell. Called within `document.edit`, so that it can be undone. */
export function writeHtml(fragment: Y.XmlFragment, html: string): void {
  const body = new DOMParser().parseFromString(html, 'text/html').body
  prosemirrorToYXmlFragment(ContentParser.fromSchema(schema).parse(body), fragment)
}
