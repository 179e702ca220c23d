import type { CommitmentView } from '../../shared/community/commitments.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { Guest } from './open-house.ts'
import { newId } from './study-world.ts'
import { TwoSchools } from './two-schools.ts'

/** The rows of a school that a body can name. */
interface Rows {
  study: StudyView
  lesson: string
  pupil: string
  notes: string
  claim: string
  decision: string
  action: string
  commitment: CommitmentView
  report: string
  noticed: string
}

/** Two schools with the same rows each. Nia of the second knows every id of Amira's, of the first, and sends them. */
export interface Scene {
  schools: TwoSchools
  theirs: Rows
  own: Rows
}

export async function plantBoth(): Promise<Scene> {
  const schools = await TwoSchools.open()
  const as = (name: string) => schools.as(name)
  const theirs = await plant(schools, as('Amira'), as('Ben'))
  return { schools, theirs, own: await plant(schools, as('Nia'), as('Lowri')) }
}

/** What somebody has of their own, in a study that a colleague teaches with them. */
async function plant(schools: TwoSchools, who: Guest, colleague: Guest): Promise<Rows> {
  const post = (path: string, body: object) => schools.view(who, 'POST', path, body)
  const study = await schools.study(who, [colleague])
  const lesson = study.lessons[0]!
  const at = `/lessons/${lesson.id}`
  const ids = { claim: newId(), decision: newId(), action: newId(), noticed: newId() }
  await post(`${at}/claims`, { id: ids.claim, text: 'So we think' })
  await post(`${at}/decisions`, { id: ids.decision, text: 'We change', claimId: ids.claim })
  await post('/actions', { id: ids.action, kind: 'todo', text: 'Do', decisionId: ids.decision })
  await post(`${at}/run/acts`, { act: 'open', version: 0 })
  await post('/noticed', { id: ids.noticed, text: 'Wren waits', at: 1 })
  const [commitment, report] = [newId(), newId()]
  await post('/commitments', { id: commitment, idea: 'Wait', sharing: 'school' })
  const said = { id: report, version: 0, happened: 'They spoke', sharing: 'school' }
  const tried = await schools.view<CommitmentView>(
    who,
    'PUT',
    `/commitments/${commitment}/report`,
    said,
  )
  const notes = lesson.documents.find(
    ({ kind, person }) => kind === 'observation' && person?.id === who.id,
  )!
  return {
    ...{ study, lesson: lesson.id, pupil: study.pupils[0]!.id, notes: notes.id },
    ...{ ...ids, commitment: tried, report },
  }
}
