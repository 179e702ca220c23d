import { parseId } from '../../shared/ids.ts'
import type { PersonId } from '../../shared/ids.ts'
import { passDaysMax } from '../../shared/limits.ts'
import type { AreaDeps, PassObjectDoor } from '../http/area.ts'
import { personView } from '../accounts/queries.ts'
import { raiseAclVersion } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import { completeDocuments } from './lesson-documents.ts'
import { findStudy, findStudyRole } from './queries.ts'
import { documentsOf } from './study-change.ts'

const dayMs = 24 * 3_600_000

/** What passes need to know of studies: their teachers invite one expert at a time (domain.md 3.3). */
export function studyPassObject({ storage, rooms, clock, random, live }: AreaDeps): PassObjectDoor {
  const find = async (text: string, q: Queryable) => {
    const id = parseId<'study'>(text)
    return id === null ? null : findStudy(q, id)
  }
  const roleOf = async (person: PersonId, text: string, q: Queryable) => {
    const id = parseId<'study'>(text)
    return id === null ? null : findStudyRole(q, id, person)
  }
  return {
    find: async (text, q = storage) => {
      const study = await find(text, q)
      if (study === null) return null
      const people = study.people.map(personView)
      const leaders = study.people.filter(({ role }) => role === 'teacher').map(personView)
      return {
        ...{ title: study.row.title, host: leaders[0] ?? null, leaders, isCalledOff: false },
        ...{ startsAt: null, endsAt: null, passesEndAt: clock.now() + passDaysMax * dayMs },
        ...{ hasLobby: false, takesCodes: false },
        ...{ people, peopleCount: people.length, schoolCount: 1, path: '/guest/study' },
      }
    },
    hosts: async (person, id, q = storage) => (await roleOf(person, id, q)) === 'teacher',
    isIn: async (person, id, q = storage) => (await roleOf(person, id, q)) !== null,
    coloursIn: async (id, q) => (await find(id, q))?.people.map(({ colour }) => colour) ?? [],
    guestsChanged: async (text) => {
      const study = await find(text, storage)
      if (study === null) return
      const { id } = study.row
      const documents = await storage.transaction(async (tx) => {
        const q = { db: tx, tables: storage.tables }
        await completeDocuments(q, study, { now: clock.now(), newId: () => random.id() })
        const completed = (await findStudy(q, id)) ?? study
        await raiseAclVersion(tx, storage.tables, documentsOf(completed))
        return documentsOf(completed)
      })
      await Promise.all(documents.map((document) => rooms.recheckDocument(document)))
      // Its people see who may read it, and what a guest wrote in has a place of its own.
      live.publish({ scope: `study:${id}`, noun: 'study', id })
    },
  }
}
