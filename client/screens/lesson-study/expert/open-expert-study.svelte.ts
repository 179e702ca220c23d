import type { StudyId } from '../../../../shared/ids.ts'
import type { ExpertStudyView } from '../../../../shared/lesson-study/expert.ts'
import { fetchExpertStudy } from '../../../api/expert.ts'
import { Loaded } from '../../../api/loaded.svelte.ts'
import { session } from '../../../api/session.svelte.ts'

/**
 * The study of an invited expert's pass, fetched and kept up to date. Made while a component starts. `isWritten`: the
 * expert writes on the screen, and stays with what stands there when the study ends for them.
 */
export function openExpertStudy({ isWritten = false } = {}): Loaded<ExpertStudyView> {
  const scope = session.guest?.scope
  const study = scope?.kind === 'study' ? (scope.id satisfies StudyId) : null
  return new Loaded<ExpertStudyView>(fetchExpertStudy, {
    scopes: () => (study === null ? [] : [`study:${study}`]),
    nouns: ['study', 'people', 'chain', 'run', 'suggestions'],
    stays: () => isWritten,
  })
}
