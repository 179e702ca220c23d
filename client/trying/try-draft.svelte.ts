import type {
  AddCommitment,
  ChangeCommitment,
  CommitmentMore,
  CommitmentView,
  Sharing,
} from '../../shared/community/commitments.ts'
import type { PersonId } from '../../shared/ids.ts'

export type TryUseful = keyof CommitmentMore

/** What stands behind "Add when useful", in the order in which it is offered (templates.md 2.6). */
export const tryPrompts: readonly { key: TryUseful; label: string }[] = [
  { key: 'doing', label: 'What I will do' },
  { key: 'span', label: 'From when to when' },
  { key: 'lessOf', label: 'What I will stop, or do less of, to make room' },
  { key: 'hope', label: 'What I hope to see in pupils' },
  { key: 'evidence', label: 'How I will know' },
  { key: 'help', label: 'Help I want: a visit, a resource, cover' },
]

/** Something somebody will try while it is being written. */
export class TryDraft {
  idea = $state('')
  classCode = $state('')
  dueOn = $state('')
  askedById = $state<PersonId | ''>('')
  sharing = $state<Sharing>('club')
  more = $state<Partial<Record<TryUseful, string>>>({})

  constructor(began: Partial<CommitmentView>) {
    this.idea = began.idea ?? ''
    this.classCode = began.classCode ?? ''
    this.dueOn = began.dueOn ?? ''
    this.askedById = began.askedBy?.id ?? ''
    this.sharing = began.sharing ?? 'club'
    this.more = withoutEmpty<TryUseful>(began.more ?? {})
  }

  /** What is written, as the server takes it; empty texts too, since a change may empty one. */
  get body() {
    return {
      idea: this.idea.trim(),
      classCode: this.classCode.trim(),
      dueOn: this.dueOn || null,
      askedById: this.askedById || null,
      more: this.more,
      sharing: this.sharing,
    } satisfies Omit<AddCommitment, 'id'> & Omit<ChangeCommitment, 'version'>
  }
}

/** Texts that say something. */
export function withoutEmpty<Key extends string>(texts: {
  readonly [K in Key]?: string | undefined
}): Partial<Record<Key, string>> {
  const written = Object.entries<string | undefined>(texts).filter(([, text]) => text?.trim())
  return Object.fromEntries(written) as Partial<Record<Key, string>>
}
