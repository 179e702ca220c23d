import type { GuestAct, PassActView, PassView } from '../../shared/community/passes.ts'
import { guestsWaitingMax, guestsWaitingPerAddressMax } from '../../shared/limits.ts'
import { momentWords } from '../parts/day-words.ts'

/** "Dr Hale, Bangor", or what else a pass without a name is. */
export const passName = ({ label, scope }: Pick<PassView, 'label' | 'scope'>): string =>
  label || (scope.kind === 'study' ? 'A pass for an expert' : 'A pass')

/** "For up to 30 people, open until Wednesday 25 November, 21:00. Used last at …" */
export function passState(pass: PassView, timeZone: string): string {
  const at = (moment: number) => momentWords(moment, timeZone)
  const whom = pass.usesMax === 1 ? 'For one person' : `For up to ${pass.usesMax} people`
  const state = {
    open: `${whom}, open until ${at(pass.endsAt)}.`,
    used: `${whom}, who came. Their seats end ${at(pass.endsAt)}.`,
    ended: `Ended ${at(pass.endsAt)}.`,
    revoked: 'Taken back.',
  }[pass.state]
  const unused = pass.state === 'open' ? 'Not used yet.' : 'It was not used.'
  const used = pass.lastUsedAt === null ? unused : `Used last ${at(pass.lastUsedAt)}.`
  return `${state} ${used}`
}

/** One thing that was done with a pass: "Nadia let Tomos in". */
export function actWords({ act, guest, by }: PassActView): string {
  const who = guest === null ? 'Somebody' : guest.name || 'A guest'
  const host = by?.name ?? 'Somebody'
  switch (act) {
    case 'made':
      return `${host} gave this pass`
    case 'entered':
      return `${who} came in`
    case 'came-back':
      return `${who} came back`
    case 'waited':
      return `${who} waited at the door`
    case 'let-in':
      return `${host} let ${who} in`
    case 'refused':
      return `${host} did not let ${who} in`
    case 'removed':
      return `${host} removed ${who}`
    case 'left':
      return `${who} left`
    case 'wrong-pin':
      return 'The PIN was wrong'
    case 'opened-document':
      return `${who} opened a document`
    case 'revoked':
      return `${host} took this pass back`
  }
}

/** What is said after somebody at the door did something about a guest. */
/** What became of everybody who waited. */
export function allGuestsDone(act: 'let-in' | 'refuse', count: number): string {
  const people = count === 1 ? 'One guest' : `${count} guests`
  const [one, more] = act === 'let-in' ? ['is in', 'are in'] : ['was not let in', 'were not let in']
  return `${people} ${count === 1 ? one : more}.`
}

export function guestActDone(act: GuestAct['act'], name: string): string {
  switch (act) {
    case 'let-in':
      return `${name} is in.`
    case 'refuse':
      return `${name} was not let in.`
    case 'remove':
      return `${name} is no longer in. Their words stay.`
  }
}

/** What hosts are told where the door refuses people, or may, as so many wait; empty while there is room for everybody. */
export function fullDoorWords(waiting: number): string {
  if (waiting < guestsWaitingPerAddressMax) return ''
  const full =
    waiting >= guestsWaitingMax
      ? 'The door is full: nobody else can ask to come in.'
      : 'The door is nearly full: others who come from the same place as these may be refused.'
  return `${full} Let people in, or empty it by “Nobody now”. A new code keeps out whoever has this one.`
}
