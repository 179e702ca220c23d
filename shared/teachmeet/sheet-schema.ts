import { z } from 'zod'
import { runStepMinutesMax, sheetItemsMax, shortTextLengthMax } from '../limits.ts'
import { sheetKinds } from './sheet.ts'

const sheetItemSchema = z.object({
  /** Letters and digits, unique in the sheet. */
  key: z.string().regex(/^[a-z0-9-]{1,40}$/),
  kind: z.enum(sheetKinds),
  title: z.string().trim().min(1).max(shortTextLengthMax),
  /** Of a set: 0, since its talks say how long it is. */
  minutes: z.number().int().min(0).max(runStepMinutesMax),
  prompt: z.string().trim().max(shortTextLengthMax).default(''),
})
export const sheetSchema = z
  .array(sheetItemSchema)
  .min(1)
  .max(sheetItemsMax)
  .refine(
    (items) => new Set(items.map((item) => item.key)).size === items.length,
    'Two items of the run sheet have the same key.',
  )
  .refine((items) => items.some((item) => item.kind === 'set'), 'Leave one place for talks.')
