import type { SharedTalkView } from '../../shared/teachmeet/talks.ts'
import { namelessGuest } from '../community/guest-queries.ts'
import { findCommunity } from '../community/queries.ts'
import type { Storage } from '../storage/storage.ts'
import type { NotesWords } from './notes-words.ts'
import { listSharedTalks } from './shared-talk-queries.ts'

/** The talks of past TeachMeets that stand in the library, with what was noted of them. */
export async function sharedTalkViews(
  storage: Storage,
  words: NotesWords,
): Promise<SharedTalkView[]> {
  const rows = await listSharedTalks(storage)
  const wordsIn = await words.read(rows.map(({ talk }) => talk.notesId))
  const own = (await findCommunity(storage))?.name ?? null
  return rows.map(({ talk, teachMeetTitle, heldAt, ...speaker }) => {
    const { id, teachMeetId, title, kind, lines, link, licence, notesId } = talk
    const { personId, personName, guestName, guestSchool, shownName, shownSchool } = speaker
    const ofPerson = personId === null ? null : (speaker.ofSchool ?? own)
    return {
      ...{ id, teachMeetId, teachMeetTitle, heldAt: Number(heldAt) },
      speakerName: shownName || personName || guestName || talk.speakerName || namelessGuest,
      speakerSchool: shownSchool ?? ofPerson ?? guestSchool ?? talk.speakerSchool,
      // A guest is nobody whom one could look up here.
      speakerId: personId,
      ...{ title, kind, lines, link, licence, notes: wordsIn(notesId) },
    }
  })
}
