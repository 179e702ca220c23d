import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import type { PersonId, StudyId } from '../ids.ts'
import { reasonLengthMax, reasonLengthMin } from '../limits.ts'

/**
 * POST /api/emergency → EmergencyStudyView[]: an admin reads the studies of one colleague for an hour, with a reason.
 * It is written down and shown to the people of each study at once; nothing can be changed by it. 409 `conflict` where
 * there is no study to be read that way.
 */
export const openEmergencySchema = z.object({
  personId: idSchema<PersonId>(),
  reason: z
    .string()
    .trim()
    .min(
      reasonLengthMin,
      `Say in a sentence why it is necessary: ${reasonLengthMin} letters at least.`,
    )
    .max(reasonLengthMax),
})
export type OpenEmergency = z.infer<typeof openEmergencySchema>

/** GET /api/emergency → EmergencyStudyView[]: what whoever asks may read that way now. */
export interface EmergencyStudyView {
  id: StudyId
  title: string
  /** Milliseconds since 1970. */
  until: number
}

/**
 * Somebody who is not in a study and may read it now, as everybody in it is shown. DELETE /api/studies/:study/emergency
 * ends it: all of them for a teacher of the study (→ StudyView), one's own for the admin (→ 204).
 */
export interface EmergencyView {
  by: PersonView
  reason: string
  until: number
}
