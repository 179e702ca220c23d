/**
 * Makes of Word's and the web's HTML what the schema's own parser then reads: Word's imitation lists become lists,
 * headings bold paragraphs, everything hidden goes. The HTML is parsed in a document of its own that runs nothing.
 */
export function cleanPasted(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  dropHidden(body)
  makeRealLists(body)
  for (const heading of body.querySelectorAll('h1, h2, h3, h4, h5, h6')) boldParagraph(heading)
  for (const row of body.querySelectorAll('tr')) rowAsParagraphs(row)
  return body.innerHTML
}

/** Elements that are never text. `o:p` is Word's empty paragraph mark. */
const neverText =
  'style, script, title, meta, link, head, template, noscript, object, iframe, svg, img'

function dropHidden(body: HTMLElement): void {
  for (const element of body.querySelectorAll(neverText)) element.remove()
  for (const element of body.querySelectorAll<HTMLElement>('*')) {
    const isWordMark = element.localName.includes(':') && element.textContent.trim() === ''
    const isHidden = /display:\s*none|mso-hide:\s*all/i.test(element.getAttribute('style') ?? '')
    if (isWordMark || isHidden) element.remove()
  }
  // Word spaces its paragraphs with empty ones.
  for (const paragraph of body.querySelectorAll('p[class^="Mso"]')) {
    if (paragraph.textContent.trim() === '') paragraph.remove()
  }
  for (const comment of commentsIn(body)) comment.remove()
}

function commentsIn(body: HTMLElement): ChildNode[] {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments: ChildNode[] = []
  while (walker.nextNode() !== null) comments.push(walker.currentNode as ChildNode)
  return comments
}

/** A run of Word's list paragraphs, which differ from ordinary ones only by style. */
function makeRealLists(body: HTMLElement): void {
  const isListed = (element: Element | null): element is HTMLElement =>
    element !== null && wordLevel(element) !== null
  for (const first of body.querySelectorAll('p, div')) {
    if (!isListed(first) || isListed(first.previousElementSibling)) continue
    const items: HTMLElement[] = []
    for (let at: Element | null = first; isListed(at); at = at.nextElementSibling) items.push(at)
    first.before(listOf(items))
    for (const item of items) item.remove()
  }
}

/** `mso-list: l0 level2 lfo1` → 2; null for what is in no list. */
function wordLevel(element: Element): number | null {
  const style = element.getAttribute('style') ?? ''
  const match = /mso-list:\s*l\d+\s+level(\d)/i.exec(style)
  return match?.[1] === undefined ? null : Number(match[1])
}

function listOf(paragraphs: HTMLElement[]): HTMLElement {
  const [top] = paragraphs
  const { ownerDocument } = top as HTMLElement
  const levels: HTMLElement[] = []
  for (const paragraph of paragraphs) {
    const level = Math.min(wordLevel(paragraph) ?? 1, levels.length + 1)
    const name = takeMarker(paragraph) ? 'ol' : 'ul'
    levels.length = Math.min(levels.length, level)
    if (levels.length < level) {
      const list = ownerDocument.createElement(name)
      levels.at(-1)?.lastElementChild?.append(list)
      levels.push(list)
    }
    const item = ownerDocument.createElement('li')
    const text = ownerDocument.createElement('p')
    text.append(...paragraph.childNodes)
    item.append(text)
    levels.at(-1)?.append(item)
  }
  return levels[0] as HTMLElement
}

/** Removes the bullet or number that Word wrote as text; true when it was a number or letter. */
function takeMarker(paragraph: HTMLElement): boolean {
  const marker = [...paragraph.querySelectorAll('span')].find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  )
  const text = marker?.textContent ?? ''
  marker?.remove()
  // A bullet in the font Wingdings or Courier is an o or a middle dot; numbers end in a full stop or bracket.
  return /^\s*\(?[\da-z]{1,4}[.)]/i.test(text)
}

function boldParagraph(heading: Element): void {
  const paragraph = heading.ownerDocument.createElement('p')
  const bold = heading.ownerDocument.createElement('strong')
  bold.append(...heading.childNodes)
  paragraph.append(bold)
  heading.replaceWith(paragraph)
}

/** Cells hold no tables: what stands in one row is read in one go, a paragraph a cell. */
function rowAsParagraphs(row: Element): void {
  for (const cell of row.querySelectorAll('td, th')) {
    if (cell.querySelector('p, ul, ol, blockquote, div') !== null) continue
    const paragraph = row.ownerDocument.createElement('p')
    paragraph.append(...cell.childNodes)
    cell.append(paragraph)
  }
}
