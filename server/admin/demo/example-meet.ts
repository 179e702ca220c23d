import type { TalkKind } from '../../../shared/teachmeet/talk-kinds.ts'
import type { ExampleName } from './example-people.ts'

/** Teachers of other schools, who have no account here and came as guests. */
export type ExampleGuest = 'Isla' | 'Jonah' | 'Priya' | 'Lena' | 'Kofi'

/** Whoever comes to a TeachMeet of the example. */
export type ExampleComer = ExampleName | ExampleGuest

export const schoolsOfGuests: Readonly<Record<ExampleGuest, string>> = {
  Isla: 'Larkfield Rise',
  Jonah: 'Tolverne',
  Priya: 'Tolverne',
  Lena: 'Ashmere Juniors',
  Kofi: 'Ashmere Juniors',
}

interface ExampleTalk {
  key: string
  by: ExampleComer
  title: string
  kind: TalkKind
  minutes: 2 | 5 | 7 | 15
  lines: string
  mayPublish: boolean
  /** What was written while it was given, each part by its writer. */
  notes: readonly { by: ExampleComer; text: string }[]
}

interface ExampleQuestion {
  by: ExampleComer
  /** The talk it is asked of. */
  talk: string
  text: string
  votes: readonly ExampleComer[]
  isAnswered: boolean
}

export interface ExampleMeet {
  title: string
  about: string
  place: string
  host: ExampleName
  coHost: ExampleName
  chatDays: number
  seed: number
  /** Who comes and says so, speakers apart. */
  listeners: readonly ExampleComer[]
  /** The talk that is on; null: it is over. */
  talkOn: string | null
  /** As they were signed up: their numbers are what the draw goes by. */
  talks: readonly ExampleTalk[]
  tables: readonly { theme: string; notes: { by: ExampleComer; text: string } | null }[]
  /** Notes of the whole. */
  notes: { by: ExampleComer; text: string }
  takeAways: readonly { by: ExampleComer; talk: string; text: string; classCode: string }[]
  chat: readonly { by: ExampleComer; text: string }[]
  questions: readonly ExampleQuestion[]
  thanks: readonly { by: ExampleComer; text: string }[]
}
