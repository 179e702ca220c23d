import * as Y from 'yjs'
import { Broken, contentOf, type DocumentTruth, replay } from './document-truth.ts'
import { changed, forged, retold } from './hostile.ts'
import { rangeText } from './id-ranges.ts'
import type { SimClient } from './sim-client.ts'
import { letterCount, type World } from './world.ts'

/** The longest that a healed world may take until everybody has everything. */
const healMsMax = 240_000

/** Everything works again, and everybody who may comes back. */
export async function heal(world: World): Promise<void> {
  world.beginHealing()
  for (const hostile of world.hostiles) hostile.leave()
  if (!world.isServerUp) world.startServer()
  for (const client of world.clients) client.goOnline()
  // Whoever was cut off in silence notices within a minute.
  await world.pass(65_000)
  for (const client of world.clients) {
    // A page that was told to stop is opened again by its person; one that does not speak of refusals, afresh.
    if (client.setting.speech === 'stock' && !mayWrite(world, client)) client.startAfresh()
    else if (client.hasEnded) client.reload()
  }
  const until = world.clock.now() + healMsMax
  while (!world.clients.every((client) => isDone(world, client)) && world.clock.now() < until) {
    await world.pass(1_000)
  }
}

/** Nobody whose rights were never touched is told to go, whatever their Yjs sends by itself. */
function checkNotSentAway(world: World, client: SimClient): void {
  const { person, truth, speech } = client.setting
  const terminal = client.closings.filter((code) => code >= 4400 && code < 4500)
  if (terminal.length === 0 || world.wasTouched(person.id, truth.id)) return
  const facts = `${person.name} (${speech}): ${terminal.join(', ')}`
  throw new Broken('an honest person is never sent away', facts)
}

function mayWrite(world: World, { setting }: SimClient): boolean {
  return world.roleOf(setting.person.id, setting.truth.id) === 'writer'
}

function mayRead(world: World, { setting }: SimClient): boolean {
  return world.roleOf(setting.person.id, setting.truth.id) !== null
}

/** Whether a client has all there is, and knows it. */
function isDone(world: World, client: SimClient): boolean {
  if (!mayRead(world, client)) return true
  if (contentOf(client.doc) !== contentOf(client.setting.truth.committed)) return false
  if (client.setting.speech === 'ours' && !client.isSaved) return false
  if (!mayWrite(world, client)) return true
  client.forgetCommitted()
  return client.unsaved.length === 0
}

/** What must be true when all has healed. */
export async function checkEnd(world: World): Promise<void> {
  for (const client of world.clients) checkClient(world, client)
  for (const truth of world.truths.values()) {
    checkOnce(world, truth)
    await checkStored(world, truth)
  }
  await checkNewcomers(world)
}

function checkClient(world: World, client: SimClient): void {
  checkNotSentAway(world, client)
  if (!mayRead(world, client)) return
  const { person, truth, speech } = client.setting
  const name = `${person.name} (${speech})`
  checkSame('all replicas equal', name, contentOf(client.doc), truth)
  const isRestricted = world.wasRestricted(person.id, truth.id)
  if (!isRestricted && client.refusals.length > 0) {
    throw new Broken('an honest writer is never refused', `${name}: ${client.refusals.join(', ')}`)
  }
  if (mayWrite(world, client)) checkNothingMissing(client, name)
  if (speech === 'ours' && !client.isSaved) {
    throw new Broken('the light says Saved in the end', `${name}: ${client.light.current.kind}`)
  }
}

function checkNothingMissing(client: SimClient, name: string): void {
  client.forgetCommitted()
  const [missing] = client.unsaved
  if (missing) {
    const range = missing.made[0] ?? missing.deleted[0]
    throw new Broken('nothing made is missing', `${name}: ${range ? rangeText(range) : '?'}`)
  }
}

function checkSame(promise: string, name: string, content: string, truth: DocumentTruth): void {
  const wanted = contentOf(truth.committed)
  if (content === wanted) return
  throw new Broken(promise, `${name} differs\nhas  ${content}\nlog  ${wanted}`)
}

/** A letter belongs to one word alone: one that stands there more often than it was written was made twice. */
function checkOnce(world: World, truth: DocumentTruth): void {
  const content = contentOf(truth.committed)
  for (const letter of world.letters) {
    const count = content.split(letter).length - 1
    if (count > letterCount)
      throw new Broken('arrives exactly once', `“${letter}” stands ${count} times`)
  }
  for (const lie of [forged, changed, retold]) {
    if (content.includes(lie)) throw new Broken('who wrote what cannot be forged', lie)
  }
}

/** Snapshot and tail, as the storage has them, say what the rows say. */
async function checkStored(world: World, truth: DocumentTruth): Promise<void> {
  const stored = await world.storage.load(truth.id)
  const doc = new Y.Doc()
  if (stored?.snapshot) replay(doc, stored.snapshot.update)
  for (const { update } of stored?.tail ?? []) replay(doc, update)
  checkSame('log replay equals replicas', 'the storage', contentOf(doc), truth)
  if (stored?.headSeq !== truth.rows.length) {
    throw new Broken('seq is 1..n', `the head is ${stored?.headSeq}, rows ${truth.rows.length}`)
  }
}

/** Whoever comes new, now and after a restart, is served what everybody has. */
async function checkNewcomers(world: World): Promise<void> {
  for (const isRestarted of [false, true]) {
    if (isRestarted) {
      world.crashServer()
      world.startServer()
    }
    for (const truth of world.truths.values()) {
      const person = world.addPerson('newcomer')
      world.setRole(person.id, truth.id, 'reader')
      const client = world.addClient(person, truth.id, world.random.pick(['ours', 'stock']))
      await world.pass(5_000)
      const when = isRestarted ? 'a newcomer after a restart' : 'a newcomer'
      checkSame('all replicas equal', when, contentOf(client.doc), truth)
    }
  }
}
