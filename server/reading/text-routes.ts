import type { Context } from 'hono'
import { Hono } from 'hono'
import type { ChapterId, ClubId, TextId } from '../../shared/ids.ts'
import {
  addChapterSchema,
  addTextSchema,
  changeChapterSchema,
  changeTextSchema,
} from '../../shared/reading/api.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { findChapter } from './chapter-queries.ts'
import { readChapterWords } from './chapter-words.ts'
import { addChapter, changeChapter } from './chapters.ts'
import { answerClub } from './club-answer.ts'
import type { ClubRule } from './club-change.ts'
import { changeClub } from './club-change.ts'
import { findClubRole } from './club-queries.ts'
import { findText } from './text-queries.ts'
import type { TextRow } from './text-queries.ts'
import { addText, changeText, shelveText } from './texts.ts'

/** What changes a club's shelf: its texts and their chapters. */
export function textRoutes(deps: AreaDeps) {
  return new Hono<Env>().route('/', shelfRoutes(deps)).route('/', planRoutes(deps))
}

function shelfRoutes(deps: AreaDeps) {
  const { storage } = deps
  const clubOf = async (id: TextId): Promise<ClubId> => found(await findText(storage, id)).clubId
  return new Hono<Env>()
    .post('/clubs/:club/texts', async (c) => {
      const actor = signedIn(c)
      const rule = addText(actor, await readBody(c, addTextSchema))
      return added(c, deps, readId(c, 'club'), rule)
    })
    .patch('/texts/:text', async (c) => {
      const actor = signedIn(c)
      const id: TextId = readId(c, 'text')
      const changes = await readBody(c, changeTextSchema)
      return changed(c, deps, await clubOf(id), changeText(actor, id, changes))
    })
    .delete('/texts/:text', async (c) => {
      const actor = signedIn(c)
      const id: TextId = readId(c, 'text')
      return changed(c, deps, await clubOf(id), shelveText(actor, id, true))
    })
    .put('/texts/:text/on-shelf', async (c) => {
      const actor = signedIn(c)
      const id: TextId = readId(c, 'text')
      return changed(c, deps, await clubOf(id), shelveText(actor, id, false))
    })
}

function planRoutes(deps: AreaDeps) {
  const { storage } = deps
  return new Hono<Env>()
    .post('/texts/:text/chapters', async (c) => {
      const actor = signedIn(c)
      const text = await ownText(deps, c, await findText(storage, readId(c, 'text')))
      const asked = await readBody(c, addChapterSchema)
      const words = readChapterWords(text.kind, asked.source)
      return added(c, deps, text.clubId, addChapter(actor, text.id, { asked, words }))
    })
    .patch('/chapters/:chapter', async (c) => {
      const actor = signedIn(c)
      const id: ChapterId = readId(c, 'chapter')
      const text = await ownText(deps, c, (await findChapter(storage, id))?.text ?? null)
      const { source, ...changes } = await readBody(c, changeChapterSchema)
      const words = source === undefined ? null : readChapterWords(text.kind, source)
      return changed(c, deps, text.clubId, changeChapter(actor, id, { changes, words }))
    })
}

/** A text of a club that whoever asks is in: nobody else makes the server work through a chapter. */
async function ownText(
  { storage }: AreaDeps,
  c: Context<Env>,
  text: TextRow | null,
): Promise<TextRow> {
  const { clubId } = found(text)
  if ((await findClubRole(storage, clubId, signedIn(c).id)) === null) throw notFound()
  return found(text)
}

function found(text: TextRow | null): TextRow {
  if (text === null) throw notFound()
  return text
}

async function changed(c: Context<Env>, deps: AreaDeps, id: ClubId, rule: ClubRule) {
  return answerClub(c, deps, { club: await changeClub(deps, id, rule), actor: signedIn(c) })
}

/** Answers 201 where the row is new, 200 where the request was repeated. */
async function added(c: Context<Env>, deps: AreaDeps, id: ClubId, rule: ClubRule) {
  let isNew = false
  const club = await changeClub(deps, id, async (change) => (isNew = await rule(change)))
  return answerClub(c, deps, { club, actor: signedIn(c), status: isNew ? 201 : 200 })
}
