import { minutesOf, stepsOf } from '../../../shared/community/protocol-steps.ts'
import type { Protocol, Speakers } from '../../../shared/community/protocols.ts'
import type { RunStep, StepShows } from '../../../shared/community/run.ts'
import { AppError } from '../../../shared/errors.ts'
import type { PersonId } from '../../../shared/ids.ts'

export const speakerWords: Record<Speakers, string> = {
  all: 'Anybody, freely',
  silent: 'Nobody: silence',
  presenter: 'Whoever brought something',
  others: 'The others, freely',
  each: 'Everybody, in turn',
  'each-other': 'The others, in turn',
}

/** What a group sees during a step of its protocol. */
export const showsWords: Partial<Record<StepShows, string>> = {
  notes: 'Nothing but the notes',
  passage: 'The passage',
  words: 'What each writes',
  reports: 'What people tried and report',
  norms: 'How we talk',
}

/** Half a minute is written as one. */
export function minutesShown(minutes: number): string {
  const whole = Math.floor(minutes)
  if (minutes === whole) return String(whole)
  const rest = minutes - whole === 0.5 ? '½' : String(minutes - whole).slice(1)
  return `${whole === 0 ? '' : whole}${rest}`
}

const names = ['Amira', 'Ben', 'Cerys', 'Dafydd'] as const
const counts = ['', 'one', 'two', 'three', 'four'] as const

interface PreviewTurn {
  key: string
  minutes: string
  title: string
  /** Whose turn it is; empty where it is anybody's. */
  who: string
  isSilent: boolean
}

export interface Preview {
  turns: PreviewTurn[]
  /** "28 minutes for four" */
  total: string
  /** Why there is none. */
  problem: string
}

/** How four people would go through a protocol, or as many as one group holds. */
export function previewOf(protocol: Pick<Protocol, 'rounds' | 'steps' | 'groupMax'>): Preview {
  const size = Math.min(names.length, Math.max(2, protocol.groupMax))
  const people = names.slice(0, size) as unknown as PersonId[]
  try {
    const steps = stepsOf(protocol, people, people[0] ?? null)
    const total = minutesOf(steps)
    return {
      turns: steps.map(turnOf),
      total: `${minutesShown(total)} ${total === 1 ? 'minute' : 'minutes'} for ${counts[size] ?? size}`,
      problem: '',
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { turns: [], total: '', problem: error.message }
  }
}

const turnOf = ({ key, minutes, title, personId, isSilent }: RunStep): PreviewTurn => ({
  ...{ key, minutes: minutesShown(minutes), title },
  ...{ who: personId ?? '', isSilent: isSilent === true },
})
