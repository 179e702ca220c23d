import type { AreaDeps, ClubDoor } from '../http/area.ts'
import type { GuestPace } from './guest-pace.ts'
import type { LiveNews } from './live-news.ts'
import type { NotesWords } from './notes-words.ts'
import type { SharedReads } from './shared-reads.ts'

/** What the routes of TeachMeets share: what was read a moment ago and is the same for everybody, and how fast guests are. */
export interface MeetDeps extends AreaDeps {
  reads: SharedReads
  pace: GuestPace
}

/** What the routes of a live TeachMeet share besides: who is told of what is new, and what stands in notes. */
export interface LiveDeps extends MeetDeps {
  clubs: ClubDoor
  news: LiveNews
  words: NotesWords
}
