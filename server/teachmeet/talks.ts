import { AppError } from '../../shared/errors.ts'
import { talksPerPersonMax, talksPerTeachMeetMax } from '../../shared/limits.ts'
import { canAtTeachMeet } from '../../shared/policy.ts'
import type { Presence } from '../../shared/teachmeet/talk-kinds.ts'
import { talkMinutes } from '../../shared/teachmeet/talk-kinds.ts'
import type { ChangeTalk, NewTalk } from '../../shared/teachmeet/talks.ts'
import { comeToSpeak } from './comers.ts'
import { drawAgain } from './draws.ts'
import type { ComerChange } from './meet-change.ts'
import { refuseSilenced } from './meet-change.ts'
import { addMeetDocument } from './meet-documents.ts'
import { passOver } from './meet-run.ts'
import type { TalkRow } from './talk-queries.ts'
import { findTalk, insertTalk, listTalks, updateTalk } from './talk-queries.ts'

/** Talks of one TeachMeet, withdrawn ones among them: each has notes of its own, and they stay. */
const talksEverMax = 3 * talksPerTeachMeetMax

const noConsent = {
  ...{ mayRecord: false, mayStream: false, mayPublish: false },
  licence: 'unsaid',
} as const

/** Somebody offers a talk, or a host puts down the talk of somebody who is not here yet. Its id is accepted once. */
export async function offerTalk(change: ComerChange, asked: NewTalk): Promise<boolean> {
  const { q, meet, by, role, now } = change
  const known = await findTalk(q, asked.id)
  if (known?.teachMeetId === meet.row.id && known.createdBy === by) return false
  if (known !== null) throw new AppError('taken', 'This talk could not be added. Please try again.')
  const isForOther = asked.speakerName !== ''
  if (isForOther && role !== 'host') {
    throw new AppError('forbidden', 'A host can put down a talk for somebody else.')
  }
  refuseLate(change)
  const talks = await listTalks(q, meet.row.id)
  if (!isForOther) refuseMore(change, talks)
  refuseFull(talks)
  await insertTalk(q, {
    ...asked,
    // What a host puts down for somebody, nobody has consented to.
    ...(isForOther ? noConsent : { speakerName: '' }),
    speakerSchool: isForOther && asked.speakerSchool !== '' ? asked.speakerSchool : null,
    ...{ teachMeetId: meet.row.id, speakerId: isForOther ? null : by },
    number: Math.max(0, ...talks.map((talk) => talk.number)) + 1,
    ...{ presence: 'here', heardAt: null, createdBy: by, createdAt: now, version: 1 },
    notesId: await addMeetDocument(q, 'talk-notes', change),
  })
  if (!isForOther) await comeToSpeak(change)
  await drawAgain(change, 'added')
  return true
}

function refuseLate({ meet, role, now }: ComerChange): void {
  const { signUpUntil } = meet.row
  if (signUpUntil === null || now <= signUpUntil || role === 'host') return
  throw new AppError('conflict', 'Talks were taken until then. Ask a host: they can add yours.')
}

/** One's own that were withdrawn count too: they can be offered again. */
function refuseMore({ by }: ComerChange, talks: readonly TalkRow[]): void {
  const own = talks.filter((talk) => talk.speakerId === by)
  if (own.length < talksPerPersonMax) return
  throw new AppError('conflict', 'You have offered three talks here. Change one of them instead.')
}

function refuseFull(talks: readonly TalkRow[]): void {
  const coming = talks.filter((talk) => talk.presence !== 'withdrawn')
  if (coming.length < talksPerTeachMeetMax && talks.length < talksEverMax) return
  throw new AppError('conflict', `An evening has room for ${talksPerTeachMeetMax} talks.`)
}

/** What only the speaker says, and may take back at any time. */
const consents = ['mayRecord', 'mayStream', 'mayPublish', 'licence'] as const

/** Changes a talk's card: its speaker, or a host who has seen it as it is. */
export async function changeCard(
  change: ComerChange,
  before: TalkRow,
  { version, ...asked }: ChangeTalk,
): Promise<boolean> {
  const { q, meet, by } = change
  refuseOthers(change, before)
  if (version !== before.version) throw staleTalk()
  const changed = Object.fromEntries(
    Object.entries(asked).filter(
      ([name, value]) => value !== undefined && value !== before[name as keyof TalkRow],
    ),
  ) as Partial<TalkRow>
  if (Object.keys(changed).length === 0) return false
  if (before.speakerId !== by && consents.some((name) => name in changed)) {
    throw new AppError('forbidden', 'Only the speaker can say what may be done with their talk.')
  }
  const isOfConsent = Object.keys(changed).every((name) => consents.some((one) => one === name))
  // A card is read by the whole hall; consent can be taken back whatever has happened.
  if (!isOfConsent) await refuseSilenced(change)
  if (meet.row.state === 'tidied' && !isOfConsent) {
    throw new AppError('conflict', 'This TeachMeet has been tidied. Its talks stay as they are.')
  }
  refuseLength({ ...before, ...changed })
  const isLonger = 'kind' in changed || 'minutes' in changed
  if (isLonger && before.heardAt !== null) {
    throw new AppError('conflict', 'This talk has been given.')
  }
  await updateTalk(q, before.id, changed)
  if (isLonger || 'title' in changed) await drawAgain(change, 'minutes')
  return true
}

/** Makes every micro talk that is still to be given as long as the hosts want, in one go and with one draw. */
export async function changeMicroTalks(change: ComerChange, minutes: 5 | 7): Promise<boolean> {
  const { q, meet } = change
  if (['ended', 'tidied'].includes(meet.row.state)) {
    throw new AppError('conflict', 'This TeachMeet is over.')
  }
  const others = (await listTalks(q, meet.row.id)).filter(
    (talk) => talk.kind === 'micro' && talk.minutes !== minutes && talk.heardAt === null,
  )
  if (others.length === 0) return false
  for (const { id } of others) await updateTalk(q, id, { minutes })
  await drawAgain(change, 'minutes')
  return true
}

function refuseLength({ kind, minutes }: Pick<TalkRow, 'kind' | 'minutes'>): void {
  if ((talkMinutes[kind] as readonly number[]).includes(minutes)) return
  const sentence = 'This kind of talk is not that long.'
  throw new AppError('invalid', sentence, { minutes: sentence })
}

function refuseOthers({ role, by }: ComerChange, talk: TalkRow): void {
  const isOwn = talk.speakerId === by
  if (canAtTeachMeet({ action: 'teachmeet.own', role, isOwn })) return
  throw new AppError('forbidden', 'The speaker or a host can change this.')
}

function staleTalk(): AppError {
  const sentence =
    'This talk was changed a moment before you, by its speaker or a host. Look at it again.'
  return new AppError('conflict', sentence)
}

/** Whether a speaker is here. The evening goes on without one who is not, and hears them when they are. */
export async function changePresence(
  change: ComerChange,
  before: TalkRow,
  { presence, version }: { presence: Presence; version: number },
): Promise<boolean> {
  const { q, meet, role } = change
  refuseOthers(change, before)
  // The same tap of two hosts is one.
  if (before.presence === presence) return false
  if (version !== before.version) throw staleTalk()
  if (presence === 'absent' && role !== 'host') {
    throw new AppError('forbidden', 'A host can move a talk to the end.')
  }
  if (presence === 'here') await refuseSilenced(change)
  if (before.heardAt !== null) throw new AppError('conflict', 'This talk has been given.')
  if (['ended', 'tidied'].includes(meet.row.state)) {
    throw new AppError('conflict', 'This TeachMeet is over.')
  }
  if (before.presence === 'withdrawn') refuseFull(await listTalks(q, meet.row.id))
  await updateTalk(q, before.id, { presence })
  await drawAgain(change, presence === 'here' ? 'returned' : presence)
  if (presence === 'absent' || presence === 'withdrawn') {
    await passOver(change, { id: before.id, presence })
  }
  return true
}

/** Whoever a host has put down a talk for takes it as theirs. */
export async function claimTalk(change: ComerChange, before: TalkRow): Promise<boolean> {
  const { q, meet, by } = change
  if (before.speakerId === by) return false
  if (before.speakerId !== null) {
    throw new AppError('conflict', 'Somebody has taken this talk as theirs. Ask a host.')
  }
  refuseMore(change, await listTalks(q, meet.row.id))
  await updateTalk(q, before.id, { speakerId: by })
  await comeToSpeak(change)
  await drawAgain(change, 'added')
  return true
}

/** A talk that a host has put down is nobody's again, and nobody has consented to anything. */
export async function releaseTalk(change: ComerChange, before: TalkRow): Promise<boolean> {
  refuseOthers(change, before)
  if (before.speakerId === null) return false
  if (before.speakerName === '') {
    throw new AppError('conflict', 'This talk was offered by its speaker. They can withdraw it.')
  }
  await updateTalk(change.q, before.id, { speakerId: null, ...noConsent })
  await drawAgain(change, 'added')
  return true
}
