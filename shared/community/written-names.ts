import { z } from 'zod'
import { showsAsItIs } from '../accounts/name.ts'
import { nameLengthMax, schoolNameLengthMax } from '../limits.ts'

/** How somebody is called at a TeachMeet, as they or a host write it; empty: as they are called anyway. */
export const writtenNameSchema = z
  .string()
  .trim()
  .max(nameLengthMax, `Keep the name under ${nameLengthMax} letters.`)
  .refine(showsAsItIs, 'The name has a character that cannot be shown.')

/** How a school is called, as guests and whoever comes to a TeachMeet write it; empty: none. */
export const writtenSchoolSchema = z
  .string()
  .trim()
  .max(schoolNameLengthMax, `Keep the name of the school under ${schoolNameLengthMax} letters.`)
  .refine(showsAsItIs, 'The school has a character that cannot be shown.')
