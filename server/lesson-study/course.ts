import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { AgreementView, CourseView } from '../../shared/lesson-study/course.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Agreement } from './agreement-queries.ts'
import { listAgreements } from './agreement-queries.ts'
import { listActs, listCover, listMovedMilestones, listStudiesOfTheme } from './course-queries.ts'
import { listMilestones } from './milestones.ts'
import type { Study } from './queries.ts'

/** What a study agreed, when things are, who needs cover and what was done, as one of its people sees it. */
export async function readCourse(
  q: Queryable,
  study: Study,
  reader: PersonId,
): Promise<CourseView> {
  const lessonIds = study.lessons.map((lesson) => lesson.id)
  const { id, themeId } = study.row
  const [agreements, moved, cover, acts, sameTheme] = await Promise.all([
    listAgreements(q, id),
    listMovedMilestones(q, lessonIds),
    listCover(q, lessonIds),
    listActs(q, id),
    themeId === null ? [] : listStudiesOfTheme(q, { themeId, personId: reader, except: id }),
  ])
  const [newest, ...earlier] = agreements.map(agreementView)
  return {
    agreement: newest ?? null,
    earlierAgreements: earlier,
    milestones: listMilestones(study.lessons, moved),
    cover,
    acts: acts.map((act) => ({
      id: act.id,
      lesson: study.lessons.find((lesson) => lesson.id === act.lessonId)?.number ?? null,
      kind: act.kind,
      at: act.at,
      by: act.person,
      note: act.note,
    })),
    sameTheme,
  }
}

function agreementView(agreement: Agreement): AgreementView {
  const { id, version, norms, createdAt, writer, signs } = agreement
  const act = (at: number, by: PersonView | null) => ({ at, by })
  return {
    id,
    version,
    norms,
    written: act(createdAt, writer),
    signs: signs.map((sign) => act(sign.at, sign.person)),
  }
}
