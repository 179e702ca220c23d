import type { PassActView } from '../../shared/community/passes.ts'
import type { PassId, PersonId } from '../../shared/ids.ts'
import type { LiveScope } from '../../shared/live.ts'
import type { AreaDeps, PassObjects } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { PassRow } from './guest-queries.ts'
import { scopeOf } from './guest-queries.ts'
import { findPass, insertAct } from './pass-queries.ts'

type Act = PassActView['act']

/** What a rule is given: the pass as it is, inside the transaction in which it and its guests may be changed. */
export interface PassChange {
  q: Queryable
  pass: PassRow
  /** Milliseconds since 1970. */
  now: number
  /** Where a rule puts the guests of whom something has changed. */
  touched: Set<PersonId>
  /** Where a rule puts the keys of seats that have ended: their connections close. */
  ended: Set<string>
  /** Keeps what was done, for those who gave the pass. */
  say: (act: Act, who?: { guest?: PersonId; by?: PersonId }) => Promise<void>
}

type PassDeps = AreaDeps & { objects: PassObjects }

/**
 * The one way in which a pass and its guests change. When it is kept, the connections of seats that have ended close,
 * the area judges its documents again, and those concerned are told.
 */
export async function changePass<T>(
  deps: PassDeps,
  passId: PassId,
  rule: (change: PassChange) => Promise<T>,
): Promise<T> {
  const { storage } = deps
  const done = await storage.transaction((tx) =>
    changePassWithin(deps, { db: tx, tables: storage.tables }, passId, rule),
  )
  await announce(deps, done.pass, done)
  return done.result
}

/** A pass as it was before it changed, with what is to be told once the change is kept. */
interface Changed<T> {
  pass: PassRow
  result: T
  touched: PersonId[]
  ended: string[]
}

/** The same within a transaction that changes more; whoever keeps it announces what it gives. */
export async function changePassWithin<T>(
  { clock, random }: Pick<PassDeps, 'clock' | 'random'>,
  q: Queryable,
  passId: PassId,
  rule: (change: PassChange) => Promise<T>,
): Promise<Changed<T>> {
  const [touched, ended] = [new Set<PersonId>(), new Set<string>()]
  const pass = await findPass(q, passId)
  if (pass === null) throw notFound()
  const now = clock.now()
  const say: PassChange['say'] = async (act, { guest = null, by = null }: Said = {}) => {
    const who = { guestId: guest, byId: by }
    await insertAct(q, { id: random.id(), passId, at: now, act, ...who })
  }
  const result = await rule({ q, pass, now, touched, ended, say })
  return { pass, result, touched: [...touched], ended: [...ended] }
}

interface Said {
  guest?: PersonId | null
  by?: PersonId | null
}

/** Tells open pages and documents of what has been kept, or has come about by the clock. */
export async function announce(
  { rooms, live, objects }: PassDeps,
  pass: Pick<PassRow, 'scopeKind' | 'scopeId'>,
  { touched, ended }: { touched: PersonId[]; ended: string[] },
): Promise<void> {
  const { kind, id } = scopeOf(pass)
  for (const key of ended) {
    rooms.closeSession(key)
    live.closeSession(key)
  }
  for (const guest of touched) {
    await objects[kind].guestsChanged(id, guest)
    await rooms.recheckPerson(guest)
    await live.recheckPerson(guest)
    live.publish({ scope: `person:${guest}`, noun: 'me', id: guest })
  }
  tellObject({ live }, pass)
}

/** Whoever shows the passes and guests of an object fetches them again. */
export function tellObject(
  { live }: Pick<AreaDeps, 'live'>,
  pass: Pick<PassRow, 'scopeKind' | 'scopeId'>,
): void {
  const { kind, id } = scopeOf(pass)
  live.publish({ scope: `${kind}:${id}` as LiveScope, noun: 'guests', id })
}
