import type { Context } from 'hono'
import { Hono } from 'hono'
import type { CommitmentView } from '../../shared/community/commitments.ts'
import {
  addCommitmentSchema,
  changeCommitmentSchema,
  reportSchema,
} from '../../shared/community/commitments.ts'
import type { CommitmentId } from '../../shared/ids.ts'
import type { Actor, Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import { readBody, readId } from '../http/body.ts'
import type { CommitmentRow } from './commitment-queries.ts'
import { listCommitmentsOf } from './commitment-queries.ts'
import { commitmentViews } from './commitment-view.ts'
import { addCommitment, changeCommitment } from './commitments.ts'
import type { TryingDeps } from './trying-change.ts'
import { changeTrying } from './trying-change.ts'
import { announceTrying } from './trying-news.ts'
import { putReport } from './try-reports.ts'
import { tryingReader } from './trying-reader.ts'

/** What people try and report: shared/community/commitments.ts says what each route takes and gives. */
export function commitmentRoutes(deps: TryingDeps): Hono<Env> {
  const { storage } = deps
  return new Hono<Env>()
    .get('/commitments', async (c) => {
      const actor = signedIn(c)
      const reader = await tryingReader(deps.clubs, actor.id, storage)
      const rows = await listCommitmentsOf(storage, actor.id)
      return c.json<CommitmentView[]>(await commitmentViews(storage, reader, rows))
    })
    .post('/commitments', async (c) => {
      const actor = signedIn(c)
      const asked = await readBody(c, addCommitmentSchema)
      const { row, isNew } = await changeTrying(deps, actor, (trying) =>
        addCommitment(trying, asked),
      )
      if (isNew) await announceTrying(deps, { row, sharings: [row.sharing] })
      return answer(c, deps, { actor, row, status: isNew ? 201 : 200 })
    })
    .patch('/commitments/:commitment', async (c) => {
      const actor = signedIn(c)
      const id: CommitmentId = readId(c, 'commitment')
      const asked = await readBody(c, changeCommitmentSchema)
      const { before, row } = await changeTrying(deps, actor, (trying) =>
        changeCommitment(trying, id, asked),
      )
      if (row !== before)
        await announceTrying(deps, { row, sharings: [before.sharing, row.sharing] })
      return answer(c, deps, { actor, row })
    })
    .put('/commitments/:commitment/report', async (c) => {
      const actor = signedIn(c)
      const id: CommitmentId = readId(c, 'commitment')
      const asked = await readBody(c, reportSchema)
      const { commitment, before, report } = await changeTrying(deps, actor, (trying) =>
        putReport(trying, id, asked),
      )
      if (report !== before) {
        const sharings = [report.sharing, before?.sharing ?? 'own'] as const
        await announceTrying(deps, { row: commitment, sharings })
      }
      return answer(c, deps, { actor, row: commitment })
    })
}

async function answer(
  c: Context<Env>,
  { storage, clubs }: TryingDeps,
  { actor, row, status = 200 }: { actor: Actor; row: CommitmentRow; status?: 200 | 201 },
) {
  const reader = await tryingReader(clubs, actor.id, storage)
  const [view] = await commitmentViews(storage, reader, [row])
  return c.json<CommitmentView>(view!, status)
}
