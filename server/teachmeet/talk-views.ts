import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { ComerView, TalkView } from '../../shared/teachmeet/talks.ts'
import { namelessGuest } from '../community/guest-queries.ts'
import type { Queryable } from '../storage/storage.ts'
import { listComers } from './comer-queries.ts'
import { findEpochs } from './document-queries.ts'
import type { TalkRow } from './talk-queries.ts'
import { listTalks } from './talk-queries.ts'

/** A talk as it is for everybody, with what only its speaker and the hosts see. */
interface SignedUpTalk extends Omit<TalkView, 'isMine' | 'needs'> {
  speakerId: PersonId | null
  needs: string
}

/** The talks of a TeachMeet as they were signed up. */
export async function signedUpTalks(q: Queryable, id: TeachMeetId): Promise<SignedUpTalk[]> {
  const talks = await listTalks(q, id)
  const speakers = await speakersOf(q, talks)
  const epochs = await findEpochs(
    q,
    talks.map((talk) => talk.notesId),
  )
  return talks.map((talk) => {
    const { number, speakerId, needs, title, kind, minutes, lines, link, licence } = talk
    const { mayRecord, mayStream, mayPublish, presence, heardAt, version } = talk
    return {
      ...{ id: talk.id, number, speakerId, needs, title, kind, minutes, lines, link, licence },
      ...{ mayRecord, mayStream, mayPublish, presence, heardAt, version },
      ...shownSpeaker(talk, speakers),
      notes: { documentId: talk.notesId, epoch: epochs.get(talk.notesId) ?? '' },
    }
  })
}

/** Whoever speaks in these talks, all of one TeachMeet. */
export async function speakersOf(
  q: Queryable,
  talks: readonly TalkRow[],
): Promise<Map<PersonId, ComerView>> {
  const [first] = talks
  if (first === undefined) return new Map()
  const ids = talks.map((talk) => talk.speakerId)
  const people = await listComers(q, first.teachMeetId, ids)
  return new Map(people.map((person) => [person.id, person]))
}

/** A talk's speaker as they are shown: themselves, or as a host has put them down until they come. */
export function shownSpeaker(
  { speakerId, speakerName, speakerSchool }: TalkRow,
  speakers: ReadonlyMap<PersonId, ComerView>,
): Pick<TalkView, 'speaker' | 'speakerName' | 'speakerSchool'> {
  const speaker = (speakerId && speakers.get(speakerId)) ?? null
  // Of somebody who was put down and never came, the name goes when guests' names do.
  const shown = speakerName || namelessGuest
  if (speaker === null) return { speaker, speakerName: shown, speakerSchool }
  return { speaker, speakerName: speaker.name, speakerSchool: speaker.school }
}
