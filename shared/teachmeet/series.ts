import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import type { PersonId, SeriesId, TeachMeetId } from '../ids.ts'
import { teachMeetTitleLengthMax } from '../limits.ts'
import type { TeachMeetState } from './api.ts'

/** GET /api/series → SeriesView[]. PATCH /api/series/:series { title?, nextHostId? } → SeriesView: a host of its newest TeachMeet. */
export interface SeriesView {
  id: SeriesId
  title: string
  /** Who hosts the next one, when somebody has said so. */
  nextHost: PersonView | null
  hosts: PersonView[]
  teachMeets: { id: TeachMeetId; title: string; startsAt: number; state: TeachMeetState }[]
}

export const changeSeriesSchema = z.object({
  title: z.string().trim().min(1).max(teachMeetTitleLengthMax).optional(),
  nextHostId: idSchema<PersonId>().nullable().optional(),
})
export type ChangeSeries = z.infer<typeof changeSeriesSchema>
