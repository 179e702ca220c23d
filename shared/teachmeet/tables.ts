import { z } from 'zod'
import { idSchema } from '../community/api.ts'
import type { DocumentId, TalkTableId } from '../ids.ts'
import { tableThemeLengthMax } from '../limits.ts'
import type { ComerView } from './talks.ts'

/** POST /api/teachmeets/:teachmeet/tables → TeachMeetView (201; 200 when repeated): hosts. */
export const addTableSchema = z.object({
  id: idSchema<TalkTableId>(),
  theme: z.string().trim().min(1, 'What is talked about here?').max(tableThemeLengthMax),
})

/** PATCH /api/tables/:table → TeachMeetView: hosts. `removed`: nothing that was written there is lost. */
export const changeTableSchema = z.object({
  theme: addTableSchema.shape.theme.optional(),
  removed: z.boolean().optional(),
})

/**
 * PUT /api/tables/:table/me → TeachMeetView: I sit here, and nowhere else. DELETE → I get up. POST
 * /api/teachmeets/:teachmeet/tables/share-out → TeachMeetView: hosts; whoever is here and sits nowhere is shared out
 * evenly, people of one school apart where that can be.
 */
export type AddTable = z.infer<typeof addTableSchema>
export type ChangeTable = z.infer<typeof changeTableSchema>

export interface TalkTableView {
  id: TalkTableId
  number: number
  theme: string
  notes: { documentId: DocumentId; epoch: string }
  people: ComerView[]
  isMine: boolean
}
