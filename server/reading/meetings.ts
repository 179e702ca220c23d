import { AppError } from '../../shared/errors.ts'
import type { ChapterId, PersonId } from '../../shared/ids.ts'
import { meetingsPerClubMax } from '../../shared/limits.ts'
import type { ChangeMeeting, NewMeeting, Passage } from '../../shared/reading/meeting.ts'
import { isProtocolOffered } from '../community/protocols.ts'
import { changeRun } from '../community/runs.ts'
import type { Actor } from '../http/actor.ts'
import type { Queryable } from '../storage/storage.ts'
import type { ClubChange, ClubRule } from './club-change.ts'
import { clubRoleIn } from './club-change.ts'
import type { Club } from './club-queries.ts'
import type { MeetingChange } from './meeting-change.ts'
import { refuseOthers, refuseStrangersTo } from './meeting-change.ts'
import { settle } from './meeting-groups.ts'
import type { MeetingRow } from './meeting-queries.ts'
import {
  findClubOfChapter,
  findMeetingOnce,
  insertMeeting,
  listMeetings,
  updateMeeting,
} from './meeting-queries.ts'

/** Puts a meeting on the club's list. Its id is accepted once: the same said again changes nothing. */
export function addMeeting(asked: NewMeeting, by: PersonId): ClubRule {
  return async ({ q, club, now }: ClubChange) => {
    const known = await findMeetingOnce(q, asked.id)
    if (known?.clubId === club.row.id && known.createdBy === by) return false
    if (known !== null) throw new AppError('taken', 'This could not be added. Please try again.')
    await refuseForm(q, club, asked)
    if (!(await isProtocolOffered(q, asked.protocol))) throw noProtocol()
    if ((await listMeetings(q, club.row.id)).length >= meetingsPerClubMax) {
      const sentence = `A club has room for ${meetingsPerClubMax} meetings. Take old ones off the list.`
      throw new AppError('conflict', sentence)
    }
    await insertMeeting(q, {
      ...{ ...asked, clubId: club.row.id, here: [], marksShownAt: null },
      ...{ createdBy: by, createdAt: now, removedAt: null },
    })
    return true
  }
}

/** What whoever chairs the meeting may prepare; the rest is the club's chair's. */
const prepared = ['form', 'place', 'chapterId', 'passage', 'protocol']

/** Changes what is said of a meeting. What it is like stays as it is once it has begun. */
export async function changeMeetingFacts(
  change: MeetingChange,
  actor: Actor,
  { removed, ...asked }: ChangeMeeting,
): Promise<void> {
  const { q, club, meeting, run, said } = change
  refuseOthers(change, actor)
  const isPrepared = Object.keys(asked).every((key) => prepared.includes(key))
  if ((!isPrepared || removed !== undefined) && clubRoleIn(club, actor.id) !== 'chair') {
    throw new AppError('forbidden', 'Whoever chairs the club can change this.')
  }
  const facts = Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined),
  ) as Partial<MeetingRow>
  const next: MeetingRow = { ...meeting, ...facts }
  const isOther = next.form !== meeting.form || next.protocol !== meeting.protocol
  if (isOther && run !== null) {
    throw new AppError('conflict', 'This meeting has begun, so its steps stay as they are.')
  }
  await refuseForm(q, club, next)
  if (next.protocol !== meeting.protocol && !(await isProtocolOffered(q, next.protocol))) {
    throw noProtocol()
  }
  await updateMeeting(q, meeting.id, { ...facts, ...(removed ? { removedAt: change.now } : {}) })
  if (run !== null && next.chairId !== meeting.chairId) {
    await changeRun(q, run, { roles: { ...run.roles, chairId: next.chairId } }, change)
    said.runs.add(meeting.id)
  }
  said.club = true
  said.meeting = true
}

async function refuseForm(
  q: Queryable,
  club: Club,
  { chairId, chapterId, passage }: Pick<MeetingRow, 'chairId' | 'chapterId' | 'passage'>,
): Promise<void> {
  refuseStrangersTo(club, [chairId])
  await refuseOtherChapter(q, club, chapterId)
  if (passage !== null) refusePassage(passage, chapterId)
}

async function refuseOtherChapter(q: Queryable, club: Club, id: ChapterId | null): Promise<void> {
  if (id === null || (await findClubOfChapter(q, id)) === club.row.id) return
  throw new AppError('invalid', 'Choose a chapter of this club.')
}

function refusePassage({ fromBlock, toBlock }: Passage, chapterId: ChapterId | null): void {
  if (chapterId === null) throw new AppError('invalid', 'Choose the chapter of the passage.')
  if (toBlock < fromBlock) throw new AppError('invalid', 'A passage ends after it begins.')
}

const noProtocol = () => {
  const sentence = 'Choose one of the protocols that are offered.'
  return new AppError('invalid', sentence, { protocol: sentence })
}

/** Somebody is in the room, or has gone. Groups that are talking take them in, or go on without them. */
export async function sayHere(
  change: MeetingChange,
  person: PersonId,
  isHere: boolean,
): Promise<void> {
  const { q, club, meeting, run, said } = change
  refuseStrangersTo(club, [person])
  if (change.here.includes(person) === isHere) return
  const others = change.here.filter((one) => one !== person)
  const here = isHere ? [...others, person] : others
  await updateMeeting(q, meeting.id, { here })
  said.meeting = true
  const step = run?.steps.find((one) => one.key === run.stepKey)
  if (run?.state === 'open' && step !== undefined) await settle({ ...change, here }, step)
}
