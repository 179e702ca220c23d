import { z } from 'zod'
import type { SchoolId } from '../ids.ts'
import { safeguardingContactLengthMax, schoolNameLengthMax } from '../limits.ts'
import { idSchema } from './api.ts'

/** POST /api/schools → SchoolView (201; 200 when repeated). An admin adds the schools of a network, one by one. */
export const addSchoolSchema = z.object({
  id: idSchema<SchoolId>(),
  name: z.string().trim().min(1, 'Write the name of the school.').max(schoolNameLengthMax),
})

/**
 * PATCH /api/schools/:school → SchoolView; an admin names it, its own lead and an admin keep its safeguarding contact.
 * DELETE takes a school off the list: 409 while somebody belongs to it.
 * A person's school: PATCH /api/people/:person `{ schoolId }` (an admin).
 */
export const changeSchoolSchema = addSchoolSchema
  .pick({ name: true })
  .partial()
  .extend({
    /** Whom to tell, and how. Empty takes it away: the community's stands then. */
    safeguardingContact: z.string().trim().max(safeguardingContactLengthMax).optional(),
  })

export type AddSchool = z.infer<typeof addSchoolSchema>
export type ChangeSchool = z.infer<typeof changeSchoolSchema>

/** GET /api/schools → SchoolView[] by name. One school alone is the community itself, and nobody need know of schools. */
export interface SchoolView {
  id: SchoolId
  name: string
  people: number
  /** Null until somebody has said it. Left out for those who do not keep it: they are told of their own by CommunityView. */
  safeguardingContact?: string | null
}
