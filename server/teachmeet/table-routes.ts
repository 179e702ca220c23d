import type { Context } from 'hono'
import { Hono } from 'hono'
import type { TalkTableId, TeachMeetId } from '../../shared/ids.ts'
import { addTableSchema, changeTableSchema } from '../../shared/teachmeet/tables.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import type { LiveDeps } from './live-deps.ts'
import { asComer, changeMeet } from './meet-change.ts'
import { answerMeet } from './meet-door.ts'
import { findTable } from './table-queries.ts'
import { addTable, changeTable, shareOutTables, sit } from './tables.ts'

/** Break-out tables. */
export function tableRoutes(deps: LiveDeps): Hono<Env> {
  const { rooms } = deps
  const meetOf = (id: TalkTableId) => meetOfTable(deps, id)
  return new Hono<Env>()
    .post('/teachmeets/:teachmeet/tables', async (c) => {
      const actor = signedIn(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const asked = await readBody(c, addTableSchema)
      let isNew = false
      const rule = asComer(actor, 'host', async (change) => {
        isNew = await addTable(change, asked)
        return isNew
      })
      const meet = await changeMeet(deps, id, rule)
      return answerMeet(c, deps, { meet, person: actor, status: isNew ? 201 : 200 })
    })
    .post('/teachmeets/:teachmeet/tables/share-out', async (c) => {
      const actor = signedIn(c)
      const id: TeachMeetId = readId(c, 'teachmeet')
      const rule = asComer(actor, 'host', (change) => {
        const here = rooms.peopleIn(change.meet.row.notesId).map((person) => person.id)
        return shareOutTables(change, here)
      })
      const meet = await changeMeet(deps, id, rule)
      return answerMeet(c, deps, { meet, person: actor })
    })
    .patch('/tables/:table', async (c) => {
      const actor = signedIn(c)
      const table: TalkTableId = readId(c, 'table')
      const asked = await readBody(c, changeTableSchema)
      const id = await meetOf(table)
      const rule = asComer(actor, 'host', (change) => changeTable(change, table, asked))
      const meet = await changeMeet(deps, id, rule)
      return answerMeet(c, deps, { meet, person: actor })
    })
    .put('/tables/:table/me', (c) => putSelf(c, deps, true))
    .delete('/tables/:table/me', (c) => putSelf(c, deps, false))
}

async function putSelf(c: Context<Env>, deps: LiveDeps, isSitting: boolean) {
  const by = await deps.pace.changing(c)
  const table: TalkTableId = readId(c, 'table')
  const id = await meetOfTable(deps, table)
  const rule = asComer(by, 'take-part', (change) => sit(change, table, isSitting))
  const meet = await changeMeet(deps, id, rule)
  return answerMeet(c, deps, { meet, person: by })
}

async function meetOfTable({ storage }: LiveDeps, id: TalkTableId): Promise<TeachMeetId> {
  const found = await findTable(storage, id)
  if (found === null) throw notFound()
  return found.teachMeetId
}
