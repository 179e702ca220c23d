import type { Context } from 'hono'
import { Hono } from 'hono'
import type { LessonId, PersonId, StudyId, SuggestionId } from '../../shared/ids.ts'
import type { SuggestionView } from '../../shared/lesson-study/expert.ts'
import { addSuggestionSchema, changeSuggestionSchema } from '../../shared/lesson-study/expert.ts'
import { can } from '../../shared/policy.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import type { Visitor } from '../http/guest.ts'
import { visitor } from '../http/guest.ts'
import type { Study } from './queries.ts'
import { findStudy, findStudyOfLesson } from './queries.ts'
import { readableStudy } from './readable.ts'
import type { Rule } from './study-change.ts'
import { asPerson, changeStudy, roleIn } from './study-change.ts'
import { guestsHere } from './study-guests.ts'
import { TakenSuggestions } from './suggestion-in-plan.ts'
import type { SuggestionRow } from './suggestion-queries.ts'
import { findSuggestion, listSuggestions } from './suggestion-queries.ts'
import { suggestionViews } from './suggestion-views.ts'
import { addSuggestion, changeSuggestion } from './suggestions.ts'

/** What is suggested for plans: shared/lesson-study/expert.ts says what each route takes and gives. */
export function suggestionRoutes(deps: AreaDeps) {
  const { storage, live } = deps
  const taken = new TakenSuggestions(deps)
  const tell = (id: StudyId, lesson: LessonId) =>
    live.publish({ scope: `study:${id}`, noun: 'suggestions', id: lesson })
  return new Hono<Env>()
    .get('/lessons/:lesson/suggestions', async (c) => {
      const lesson: LessonId = readId(c, 'lesson')
      const { study, reader } = await suggesting(c, deps, lesson)
      await taken.complete(study, lesson)
      const rows = await listSuggestions(storage, lesson)
      return c.json<SuggestionView[]>(await suggestionViews(storage, { study, reader }, rows))
    })
    .post('/lessons/:lesson/suggestions', async (c) => {
      const lesson: LessonId = readId(c, 'lesson')
      const { study, reader, may } = await suggesting(c, deps, lesson)
      const asked = await readBody(c, addSuggestionSchema)
      if (!may) throw notFound()
      let isNew = false
      const rule = asSuggesting(visitor(c), async (change) => {
        isNew = await addSuggestion(change, lesson, { asked, by: reader })
        return false
      })
      await changeStudy(deps, study.row.id, rule)
      if (isNew) tell(study.row.id, lesson)
      return c.json(await oneView(deps, { study, reader }, asked.id), isNew ? 201 : 200)
    })
    .patch('/suggestions/:suggestion', async (c) => {
      const id: SuggestionId = readId(c, 'suggestion')
      visitor(c)
      const row = await findSuggestion(storage, id)
      if (row === null) throw notFound()
      const { study, reader, may } = await suggesting(c, deps, row.lessonId)
      const asked = await readBody(c, changeSuggestionSchema)
      if (!may) throw notFound()
      if (asked.state === 'taken' && row.state !== 'taken') await taken.requirePlace(study, row)
      const rule = asSuggesting(visitor(c), async (change) => {
        const now = await findSuggestion(change.q, id)
        if (now === null) throw notFound()
        await changeSuggestion(change, now, { asked, by: reader })
        return false
      })
      const after = await changeStudy(deps, study.row.id, rule)
      try {
        if (asked.state === 'taken') await taken.write(after, id)
      } finally {
        tell(study.row.id, row.lessonId)
      }
      return c.json(await oneView(deps, { study: after, reader }, id))
    })
}

interface Reading {
  study: Study
  reader: PersonId
}

/**
 * The study of a lesson for whoever may read its plan: its people, an admin in an emergency, who finds nothing to change,
 * or its invited expert.
 */
async function suggesting(
  c: Context<Env>,
  deps: AreaDeps,
  lesson: LessonId,
): Promise<Reading & { may: boolean }> {
  const { id: reader, guest } = visitor(c)
  const studyId = await findStudyOfLesson(deps.storage, lesson)
  if (guest === null) {
    const study = await readableStudy(deps, signedIn(c), studyId)
    const studyRole = roleIn(study, reader)
    return { study, reader, may: can(signedIn(c), { action: 'suggestion.add', studyRole }) }
  }
  const isTheirs = guest.scope.kind === 'study' && guest.scope.id === studyId
  const study = isTheirs ? await findStudy(deps.storage, guest.scope.id as StudyId) : null
  if (study === null) throw notFound()
  return { study, reader, may: true }
}

/** A rule for whoever may suggest still: somebody of the study, or its invited expert, whose seat may have ended. */
function asSuggesting(by: Visitor, rule: Rule): Rule {
  if (by.guest === null) return asPerson(by, 'suggestion.add', rule)
  return async (change) => {
    if (guestsHere(change.study, change.now).every(({ guest }) => guest.id !== by.id)) {
      throw notFound()
    }
    return rule(change)
  }
}

async function oneView(
  { storage }: AreaDeps,
  reading: Reading,
  id: SuggestionRow['id'],
): Promise<SuggestionView> {
  const row = await findSuggestion(storage, id)
  const [view] = row ? await suggestionViews(storage, reading, [row]) : []
  if (view === undefined) throw notFound()
  return view
}
