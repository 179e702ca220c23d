import { z } from 'zod'
import type { SchoolId } from '../ids.ts'
import { schoolNameLengthMax } from '../limits.ts'
import { idSchema } from './api.ts'

/** POST /api/schools → SchoolView (201; 200 when repeated). An admin adds the schools of a network, one by one. */
export const addSchoolSchema = z.object({
  id: idSchema<SchoolId>(),
  name: z.string().trim().min(1, 'Write the name of the school.').max(schoolNameLengthMax),
})

/**
 * PATCH /api/schools/:school → SchoolView. DELETE takes a school off the list: 409 while somebody belongs to it.
 * A person's school: PATCH /api/people/:person `{ schoolId }` (an admin).
 */
export const changeSchoolSchema = addSchoolSchema.pick({ name: true })

export type AddSchool = z.infer<typeof addSchoolSchema>
export type ChangeSchool = z.infer<typeof changeSchoolSchema>

/** GET /api/schools → SchoolView[] by name. One school alone is the community itself, and nobody need know of schools. */
export interface SchoolView {
  id: SchoolId
  name: string
  people: number
}
