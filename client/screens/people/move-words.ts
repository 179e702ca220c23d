import type { MemberView } from '../../../shared/community/api.ts'

const leads = ({ roles }: MemberView) => roles.includes('lead')

/** What becomes of somebody's leading as they move from one school to another; empty where they lead none. */
export function leadingWords(
  person: MemberView,
  { among, from, to }: { among: readonly MemberView[]; from: string; to: string },
): string {
  if (!leads(person)) return ''
  const then = person.roles.includes('admin')
    ? `They go on looking after Staffroom, but do not lead ${to} unless you say so.`
    : `In ${to} they are a member, unless you say otherwise.`
  const moves = `${person.name} leads ${from}. ${then}`
  const isLedOn = among.some(
    (one) =>
      one.id !== person.id &&
      one.state === 'active' &&
      one.schoolId === person.schoolId &&
      leads(one),
  )
  if (isLedOn) return moves
  return `${moves} Nobody else leads ${from}: until you ask a colleague to, whoever looks after Staffroom does.`
}
