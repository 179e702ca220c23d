import type { StudyView } from '../../shared/lesson-study/api.ts'
import { updateStudyRole } from '../../server/lesson-study/people-queries.ts'
import type { Cast } from './cast.ts'
import type { Row } from './matrix-row.ts'
import { newId } from './study-world.ts'

/** A study in which nobody plans any more. */
async function leftStudy({ house, owner }: Cast): Promise<string> {
  const body = { id: newId<'study'>(), title: 'Left' }
  const { id } = await house.view<StudyView>(owner, 'POST', '/api/studies', body)
  await updateStudyRole(house.storage, { studyId: id, personId: owner.id, role: 'observer' })
  return id
}

/** The studies that were left are whoever leads to fill, by their titles. */
export const leftStudies: Record<string, Row> = {
  'GET /api/left-studies': {
    rule: { action: 'people.invite' },
    ok: 200,
    ask: () => ({ path: '/api/left-studies' }),
  },
  'POST /api/left-studies/:study/people': {
    rule: { action: 'people.invite' },
    ok: 200,
    ask: async ({ cast }) => ({
      path: `/api/left-studies/${await leftStudy(cast)}/people`,
      body: { personId: cast.bystander.id },
    }),
  },
  'GET /api/people/:person/left-behind': {
    rule: { action: 'people.roles' },
    ok: 200,
    ask: ({ cast }) => ({ path: `/api/people/${cast.bystander.id}/left-behind` }),
  },
}
