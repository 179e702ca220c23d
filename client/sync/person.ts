import type { PersonId } from '../../shared/ids.ts'

export interface DocumentPerson {
  id: PersonId
  name: string
  /** 1–8: the people colours of tokens.css. */
  colour: number
}
