import type { AreaDeps, ClubDoor } from '../http/area.ts'
import type { LiveNews } from './live-news.ts'
import type { NotesWords } from './notes-words.ts'

/** What the routes of a live TeachMeet share: what was read a moment ago, and who is told of what is new. */
export interface LiveDeps extends AreaDeps {
  clubs: ClubDoor
  news: LiveNews
  words: NotesWords
}
