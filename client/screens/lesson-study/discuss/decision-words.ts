import type { DecisionView } from '../../../../shared/community/chain.ts'

const chipLengthMax = 40

/** A claim's first words, as its chip repeats them. */
export function chipWords(text: string): string {
  const [sentence = text] = text.split(/(?<=[.!?])\s/u)
  const short = sentence.replace(/[.!?]$/u, '')
  if (short.length <= chipLengthMax) return short
  const cut = short.slice(0, chipLengthMax)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))}…`
}

/** "A to-do of Ben’s", "A change Ben is trying" */
export function followWords({ kind, owner }: DecisionView['actions'][number]): string {
  const name = owner?.name ?? 'somebody'
  return kind === 'todo' ? `A to-do of ${name}’s.` : `A change ${name} is trying.`
}
