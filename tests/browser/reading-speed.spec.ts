import { expect, test } from '@playwright/test'
import { chapterOne } from '../../server/admin/demo/how-we-think.ts'
import { ulid } from 'ulid'
import type { AnnotationId, PersonId } from '../../shared/ids.ts'
import { anchorAt } from '../../shared/reading/anchor.ts'
import type { NewAnnotation } from '../../shared/reading/annotation.ts'
import { addAnnotation, annotationKinds } from '../../shared/reading/annotation.ts'
import { plainChapter } from '../../shared/reading/text.ts'
import { documentFor, ReadChapter } from './support/read-chapter.ts'
import { School, type Colleague } from './support/school.ts'
import { peerOf, send } from './support/written-notes.ts'

/** The targets of the issue: 200 notes by ten people in a chapter of 12,000 words, on a slow device. */
const slower = 4
const openingMsMax = 1_500
/** The median of so many: this machine does other things besides. */
const openingRounds = 5
const longFramesMax = 0.03
/** A frame that took longer than two of sixty a second: one was left out. */
const longFrameMs = 34
const arrivalMsMax = 200
const names = ['Ben', 'Cerys', 'Dylan', 'Esyllt', 'Femi', 'Grace', 'Hywel', 'Idris', 'Jo']
const notesEach = 20

let school: School
let amira: Colleague
let others: Colleague[]
let read: ReadChapter

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  school = await School.open(browser, { keepsClient: true })
  amira = await school.owner()
  others = []
  for (const name of names) others.push(await school.colleague(name))
  read = await ReadChapter.begin(school, [amira, ...others], { source: longChapter() })
  const view = await read.view()
  const sentences = view.text!.blocks.flatMap(({ kind, sentences: all }) =>
    kind === 'heading' ? [] : all.map(({ text }) => text.trim()),
  )
  expect(plainChapter(view.text!).split(/\s+/).length).toBeGreaterThanOrEqual(12_000)
  for (const [person, who] of [amira, ...others].entries()) {
    const step = Math.floor(sentences.length / notesEach)
    await read.mark(
      who,
      Array.from({ length: notesEach }, (_, at) => ({
        words: sentences[(at * step + person * 2) % sentences.length]!,
        kind: annotationKinds[(at + person) % annotationKinds.length]!,
        text: `${who.me.name}, ${at}: this is what I thought when I came to it, and what I would ask.`,
      })),
    )
  }
})
test.afterAll(() => school.close())

test(
  'a chapter of 12,000 words with 200 notes opens in a second and a half on a slow device',
  { tag: '@alone' },
  async () => {
    const openings: number[] = []
    for (let round = 0; round < openingRounds; round++) openings.push(await openingMs())
    const [median] = openings.sort((a, b) => a - b).slice(Math.floor(openingRounds / 2))
    report('median opening, ms', median!)
    expect(median).toBeLessThanOrEqual(openingMsMax)
  },
)

/** From the club's page to a chapter whose notes are painted. The documents are on no device yet. */
async function openingMs(): Promise<number> {
  const reader = await school.again('Amira')
  const { page, busy } = await slowPage(reader)
  await page.goto(`/reading/${read.club.id}`)
  await page.locator('h1').waitFor()
  // Somebody looks at the club's page for a moment before they open a chapter.
  await page.waitForLoadState('networkidle')
  const before = await busy()
  const started = await page.evaluate(() => performance.now())
  // Through the address as a link would: the client is here, the chapter is not.
  await page.evaluate((path) => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
  }, read.path)
  const [text, notes] = await page.evaluate(() => {
    const until = (isThere: () => boolean) =>
      new Promise<number>((resolve) => {
        const look = () => (isThere() ? resolve(performance.now()) : requestAnimationFrame(look))
        look()
      })
    return Promise.all([
      until(() => document.querySelector('.book [data-start]') !== null),
      until(() => document.querySelectorAll('.book mark.hl').length >= 150),
    ])
  })
  const worked = (await busy()) - before
  const figures = [text - started, notes - started, worked].map(Math.round)
  process.stdout.write(`  text, with its notes, processor busy in ms: ${figures.join(', ')}\n`)
  await reader.context.close()
  return notes - started
}

test(
  'scrolling through it keeps sixty frames a second on a slow device',
  { tag: '@alone' },
  async () => {
    const { page, busy } = await slowPage(amira)
    await read.open({ ...amira, page })
    await page.locator('.book mark.hl').first().waitFor()
    await page.waitForLoadState('networkidle')
    const before = await busy()
    const frames = await page.evaluate(async () => {
      const deltas: number[] = []
      const bottom = document.documentElement.scrollHeight - window.innerHeight
      let before = await new Promise<number>(requestAnimationFrame)
      for (let top = 0; top < bottom; top += 45) {
        window.scrollTo(0, top)
        const now = await new Promise<number>(requestAnimationFrame)
        deltas.push(now - before)
        before = now
      }
      return deltas
    })
    const long = frames.filter((ms) => ms > longFrameMs)
    const sorted = [...frames].sort((a, b) => a - b)
    report('busy a frame, ms', ((await busy()) - before) / frames.length)
    report('frames', frames.length)
    report('median frame, ms', sorted[Math.floor(sorted.length / 2)]!)
    report('p99 frame, ms', sorted[Math.floor(sorted.length * 0.99)]!)
    report('long frames, per cent', (100 * long.length) / frames.length)
    expect(long.length / frames.length).toBeLessThan(longFramesMax)
    await page.close()
  },
)

test('a new note is on another’s screen within 200 ms', { tag: '@alone' }, async () => {
  const page = await amira.context.newPage()
  await read.open({ ...amira, page })
  await page.locator('.book mark.hl').first().waitFor()
  await page.evaluate(() => {
    const drawn: Record<string, number> = {}
    Object.assign(window, { drawn })
    new MutationObserver((changes) => {
      const fresh = changes.flatMap(({ addedNodes }) => [...addedNodes])
      // Seen is what the next frame shows.
      requestAnimationFrame(() => {
        for (const node of fresh) {
          if (!(node instanceof Element)) continue
          for (const mark of [node, ...node.querySelectorAll('mark')]) {
            const id = mark.getAttribute('data-note')
            if (id !== null) drawn[id] ??= Date.now()
          }
        }
      })
    }).observe(document.querySelector('.book')!, { childList: true, subtree: true })
  })
  const view = await read.view()
  const plain = plainChapter(view.text!)
  const peer = await peerOf(others[0]!, school.url, documentFor(view, 'club'))
  const took: number[] = []
  for (let round = 0; round < 100; round++) {
    const start = 400 + round * 211
    const note = noteAt(plain, view.version, start, others[0]!.me.id)
    const sentAt = Date.now()
    await send(peer, (doc) => addAnnotation(doc, note))
    const drawn = await page.waitForFunction(
      (id) => (window as unknown as { drawn: Record<string, number> }).drawn[id],
      note.id,
    )
    took.push(((await drawn.jsonValue()) ?? Infinity) - sentAt)
  }
  await peer.close()
  const sorted = took.sort((a, b) => a - b)
  report('median arrival, ms', sorted[50]!)
  report('p99 arrival, ms', sorted[98]!)
  expect(sorted[98]).toBeLessThanOrEqual(arrivalMsMax)
  await page.close()
})

const noteAt = (plain: string, version: number, start: number, by: PersonId): NewAnnotation => ({
  ...{ id: ulid() as AnnotationId, by, kind: 'comment', text: 'Just now.', at: Date.now() },
  ...{ tags: [], editedAt: null, draftFor: null, placedAt: Date.now() },
  anchor: anchorAt(plain, version, start, start + 30),
})

/** Three times the first chapter and the beginning of it again: the words of a long one. */
function longChapter(): string {
  const beginning = chapterOne.split('\n\n').slice(0, 12).join('\n\n')
  return [chapterOne, chapterOne, chapterOne, beginning].join('\n\n')
}

/** A page on a processor at a quarter of this one's speed; `busy` is what its main thread has worked so far. */
async function slowPage({ context }: Colleague) {
  const page = await context.newPage()
  await page.setViewportSize({ width: 1440, height: 900 })
  const session = await page.context().newCDPSession(page)
  // Time of the thread and not of the wall: other work on this machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000
  }
  return { page, busy }
}

const report = (what: string, figure: number) =>
  process.stdout.write(`  ${what}: ${Math.round(figure * 10) / 10}\n`)
