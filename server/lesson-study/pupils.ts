import { AppError } from '../../shared/errors.ts'
import type { CasePupilId, StudyId } from '../../shared/ids.ts'
import type { ChangePupil } from '../../shared/lesson-study/api.ts'
import { casePupilsEverMax, casePupilsMax, casePupilsMin } from '../../shared/limits.ts'
import type { PupilRow } from './pupil-queries.ts'
import { findStudyOfPupil, insertPupils, updatePupil } from './pupil-queries.ts'
import type { Change } from './study-change.ts'

/** Pseudonyms, in the order of the pupils' letters. Teachers may change them; nothing here takes a child's name. */
const birds = [
  'Wren',
  'Heron',
  'Kestrel',
  'Lapwing',
  'Dipper',
  'Siskin',
  'Curlew',
  'Plover',
  'Linnet',
  'Merlin',
  'Avocet',
  'Dunlin',
] as const satisfies { length: typeof casePupilsEverMax }

/** The three case pupils that a new study begins with. */
export function firstPupils(
  studyId: StudyId,
  ids: readonly CasePupilId[],
  now: number,
): PupilRow[] {
  return ids.map((id, index) => newPupil({ id, studyId, index, now, taken: [] }))
}

export async function addPupil({ q, study, now }: Change, id: CasePupilId): Promise<boolean> {
  if (study.pupils.some((pupil) => pupil.id === id)) return false
  if ((await findStudyOfPupil(q, id)) !== null) {
    throw new AppError('taken', 'This could not be added. Please try again.')
  }
  const open = study.pupils.filter((pupil) => pupil.droppedAt === null)
  if (open.length >= casePupilsMax) {
    throw new AppError('conflict', `A plan has room for ${casePupilsMax} case pupils.`)
  }
  if (study.pupils.length >= casePupilsEverMax) {
    throw new AppError('conflict', 'Put a pupil back whom you took out of the plan.')
  }
  const taken = study.pupils.map((pupil) => pupil.pseudonym)
  const index = study.pupils.length
  await insertPupils(q, [newPupil({ id, studyId: study.row.id, index, now, taken })])
  return true
}

export async function changePupil(
  { q, study, now }: Change,
  id: CasePupilId,
  { pseudonym, learnerGroup, dropped }: ChangePupil,
): Promise<boolean> {
  const pupil = study.pupils.find((other) => other.id === id)
  if (!pupil) return false
  const others = study.pupils.filter((other) => other.id !== id)
  if (pseudonym !== undefined) refuseSamePseudonym(pseudonym, others)
  const isDropped = pupil.droppedAt !== null
  if (dropped !== undefined && dropped !== isDropped) refuseCount(dropped, others)
  const values = {
    ...(pseudonym === undefined ? {} : { pseudonym }),
    ...(learnerGroup === undefined ? {} : { learnerGroup }),
    ...(dropped === undefined || dropped === isDropped ? {} : { droppedAt: dropped ? now : null }),
  }
  if (Object.keys(values).length === 0) return false
  await updatePupil(q, id, values)
  return true
}

interface NewPupil {
  id: CasePupilId
  studyId: StudyId
  /** How many pupils the study has had before. */
  index: number
  now: number
  taken: readonly string[]
}

function newPupil({ id, studyId, index, now, taken }: NewPupil): PupilRow {
  const used = taken.map(fold)
  const free = [...birds.slice(index), ...birds].find((bird) => !used.includes(fold(bird)))
  return {
    id,
    studyId,
    code: String.fromCharCode('A'.charCodeAt(0) + index),
    pseudonym: free ?? `Bird ${index + 1}`,
    learnerGroup: '',
    droppedAt: null,
    createdAt: now,
  }
}

function refuseSamePseudonym(pseudonym: string, others: PupilRow[]): void {
  if (!others.some((other) => fold(other.pseudonym) === fold(pseudonym))) return
  const sentence = `There is a ${pseudonym} in this study already. Choose another bird.`
  throw new AppError('invalid', sentence, { pseudonym: sentence })
}

function refuseCount(dropped: boolean, others: PupilRow[]): void {
  const open = others.filter((other) => other.droppedAt === null).length
  if (dropped && open < casePupilsMin) {
    throw new AppError('conflict', 'A plan needs two case pupils at least.')
  }
  if (!dropped && open >= casePupilsMax) {
    throw new AppError('conflict', `A plan has room for ${casePupilsMax} case pupils.`)
  }
}

const fold = (text: string) => text.normalize('NFKC').toLocaleLowerCase('en-GB')
