import type { PersonView } from '../../../../shared/accounts/api.ts'
import type {
  CommitmentView,
  LineageLink,
  ReportView,
} from '../../../../shared/community/commitments.ts'
import type { CommitmentId, IdeaId, PersonId } from '../../../../shared/ids.ts'
import type { BoardView, IdeaView } from '../../../../shared/reading/ideas.ts'
import { whose } from '../../../trying/try-words.ts'

/** The board as it will be once the server has taken one's own dots. */
export function withDots(view: BoardView, wishes: ReadonlyMap<IdeaId, boolean>): BoardView {
  if (view.round === null || wishes.size === 0) return view
  let { dotsLeft } = view.round
  const ideas = view.ideas.map((idea) => {
    const hasMyDot = wishes.get(idea.id) ?? idea.hasMyDot
    if (hasMyDot === idea.hasMyDot) return idea
    dotsLeft += hasMyDot ? -1 : 1
    return { ...idea, hasMyDot }
  })
  return { ...view, ideas, round: { ...view.round, dotsLeft: Math.max(0, dotsLeft) } }
}

/** Whether dots may be put on a card now. */
export function isInVote(idea: IdeaView, { round }: BoardView): boolean {
  return round !== null && round.closedAt === null && idea.roundId === round.id && isUp(idea)
}

const isUp = (idea: IdeaView) => idea.state !== 'parked'

/**
 * Cards that are up: those in the vote, then what was chosen, then the others of votes that are over. Within these the
 * order is the server's, which keeps a tie as it is.
 */
export function cardsOf(view: BoardView): IdeaView[] {
  const rank = (idea: IdeaView) => (isInVote(idea, view) ? 0 : idea.state === 'chosen' ? 1 : 2)
  return view.ideas.filter(isUp).sort((a, b) => rank(a) - rank(b))
}

/** Cards that were laid aside. */
export function parkedOf(view: BoardView): IdeaView[] {
  return view.ideas.filter((idea) => !isUp(idea))
}

/** Who added a card, and from whose note: "Hywel, from Grace’s note". */
export function fromWords({ addedBy, note }: IdeaView, me: PersonId | null): string {
  const name = addedBy === null ? 'A colleague' : addedBy.id === me ? 'You' : addedBy.name
  if (note === null) return name
  const isOwn = note.by !== null && note.by.id === addedBy?.id
  if (isOwn) return `${name}, from ${note.by?.id === me ? 'your' : 'their'} own note`
  return `${name}, from ${whose(note.by, me)} note`
}

/** "5 dots", once the vote is closed. */
export function dotWords(dots: number): string {
  if (dots === 0) return 'No dots'
  return dots === 1 ? '1 dot' : `${dots} dots`
}

/** "3 dots left": one's own, nobody else's. */
export function dotsLeftWords(left: number): string {
  if (left === 0) return 'No dots left'
  return left === 1 ? '1 dot left' : `${left} dots left`
}

/** An idea that people are trying, each with their class. */
export interface TriedIdea {
  key: string
  title: string
  why: string
  commitments: CommitmentView[]
}

/** What is being tried, by idea: tries of one card, or in the same words, stand together. */
export function triedIdeas(view: BoardView): TriedIdea[] {
  const groups = new Map<string, TriedIdea>()
  for (const commitment of view.commitments) {
    if (commitment.state !== 'trying') continue
    const card = view.ideas.find(({ id }) => id === commitment.ideaId)
    const key = keyOf(card?.title ?? commitment.idea)
    const group = groups.get(key)
    if (group) group.commitments.push(commitment)
    else {
      const { title, why } = card ?? { title: commitment.idea, why: commitment.more.doing ?? '' }
      groups.set(key, { key, title, why, commitments: [commitment] })
    }
  }
  return [...groups.values()]
}

const keyOf = (words: string) =>
  words
    .toLocaleLowerCase('en-GB')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** A try with its report. */
export type Reported = CommitmentView & { report: NonNullable<CommitmentView['report']> }

/** What people report, the newest first. */
export function reportsOf(view: Pick<BoardView, 'commitments'>): Reported[] {
  return view.commitments
    .filter((one): one is Reported => one.report !== null && one.state !== 'dropped')
    .sort((a, b) => b.report.createdAt - a.report.createdAt)
}

/** One step of how an idea came to be what it is. */
export interface LineageStep {
  words: string
  owner: PersonView | null
  /** The try it names. */
  commitmentId: CommitmentId
  place: 'from' | 'self' | 'next'
}

/**
 * How an idea changed from teacher to teacher: versions before this one as far as the board knows them, this one, and
 * who takes it further. Empty where it has no others.
 */
export function lineageOf(
  commitment: CommitmentView,
  all: readonly CommitmentView[],
  me: PersonId | null,
): LineageStep[] {
  const before = ancestorsOf(commitment, all)
  if (before.length === 0 && commitment.next.length === 0) return []
  return [
    ...before.map((link, index): LineageStep => ({
      words: index === 0 ? `Changed from ${whose(link.owner, me)} version` : alone(link.owner, me),
      owner: link.owner,
      commitmentId: link.commitmentId,
      place: 'from',
    })),
    {
      words: alone(commitment.owner, me),
      owner: commitment.owner,
      commitmentId: commitment.id,
      place: 'self',
    },
    ...commitment.next.map((link): LineageStep => ({
      words: nextWords(link.owner, me),
      owner: link.owner,
      commitmentId: link.commitmentId,
      place: 'next',
    })),
  ]
}

/** The oldest first. A circle cannot be made, and would not be followed. */
function ancestorsOf(commitment: CommitmentView, all: readonly CommitmentView[]): LineageLink[] {
  const found: LineageLink[] = []
  const seen = new Set<CommitmentId>([commitment.id])
  for (let { from } = commitment; from !== null && !seen.has(from.commitmentId);) {
    const { commitmentId } = from
    seen.add(commitmentId)
    found.unshift(from)
    from = all.find(({ id }) => id === commitmentId)?.from ?? null
  }
  return found
}

function alone(person: PersonView | null, me: PersonId | null): string {
  return person !== null && person.id === me ? 'Yours' : capital(whose(person, me))
}

function nextWords(person: PersonView | null, me: PersonId | null): string {
  if (person === null) return 'A colleague is changing it next'
  return person.id === me ? 'You are changing it next' : `${person.name} is changing it next`
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** A report of two lines is shown as two lines. */
export function isTwoLines({ changed, next, more }: ReportView): boolean {
  const said = Object.values(more).some((text) => (text ?? '').trim() !== '')
  return changed.trim() === '' && next.trim() === '' && !said
}
