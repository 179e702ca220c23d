import type { PersonId } from '../../../../shared/ids.ts'
import type { ModerationActView } from '../../../../shared/teachmeet/live.ts'

/** The dots are whom it was about, where the name does not come last. */
const words: Record<string, string> = {
  silence: 'asked … to stop writing',
  unsilence: 'let … write again',
  'open-lobby': 'let people wait at the door',
  'close-lobby': 'let people come straight in',
  'lock-chat': 'let the chat rest',
  'unlock-chat': 'opened the chat again',
  'hide-message': 'hid a message of',
  'show-message': 'showed again a message of',
  'hide-question': 'hid a question of',
  'show-question': 'showed again a question of',
}

/** "19:24 Nadia hid words of Kim: Off the subject" */
export function actWords({ at, by, act, about, reason }: ModerationActView, zone: string): string {
  const time = new Date(at).toLocaleTimeString('en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', timeZone: zone },
  })
  const did = words[act] ?? act
  const whole = did.includes('…')
    ? did.replace('…', () => about || 'somebody')
    : `${did} ${about}`.trim()
  const said = [time, by?.name ?? 'A host', whole]
  return reason === '' ? said.join(' ') : `${said.join(' ')}: ${reason}`
}

/** Those who were asked to stop and not let again, by a log whose newest act comes first. */
export function silencedIn(acts: readonly ModerationActView[]): { id: PersonId; name: string }[] {
  const newest = new Map<PersonId, ModerationActView>()
  for (const act of acts) {
    if (act.aboutId === null || !['silence', 'unsilence'].includes(act.act)) continue
    if (!newest.has(act.aboutId)) newest.set(act.aboutId, act)
  }
  return [...newest].flatMap(([id, { act, about }]) =>
    act === 'silence' ? [{ id, name: about || 'Somebody' }] : [],
  )
}
