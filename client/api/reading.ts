import type {
  AddChapter,
  AddClub,
  AddText,
  ChangeChapter,
  ChangeClub,
  ChangeText,
  ChapterView,
  ClubRowView,
  ClubView,
  Place,
} from '../../shared/reading/api.ts'
import type { ChapterId, ClubId, PersonId, TextId } from '../../shared/ids.ts'
import { request } from './http.ts'

export const fetchClubs = (signal?: AbortSignal) =>
  request<ClubRowView[]>('GET', '/api/clubs', undefined, signal)

export const fetchClub = (club: ClubId, signal?: AbortSignal) =>
  request<ClubView>('GET', `/api/clubs/${club}`, undefined, signal)

export const addClub = (club: AddClub) => request<ClubView>('POST', '/api/clubs', club)

export const changeClub = (club: ClubId, change: ChangeClub) =>
  request<ClubView>('PATCH', `/api/clubs/${club}`, change)

/** Puts somebody into the club, or joins an open one. */
export const putClubPerson = (club: ClubId, person: PersonId) =>
  request<ClubView>('PUT', `/api/clubs/${club}/people/${person}`)

/** Takes somebody out, or leaves. Nothing comes back where the club is gone for whoever asks. */
export const removeClubPerson = (club: ClubId, person: PersonId) =>
  request<ClubView | null>('DELETE', `/api/clubs/${club}/people/${person}`)

/** Takes the chair where whoever had it has left. */
export const takeChair = (club: ClubId) => request<ClubView>('PUT', `/api/clubs/${club}/chair`)

export const sharePlace = (club: ClubId, sharesPlace: boolean) =>
  request<ClubView>('PUT', `/api/clubs/${club}/shares-place`, { sharesPlace })

export const addText = (club: ClubId, text: AddText) =>
  request<ClubView>('POST', `/api/clubs/${club}/texts`, text)

export const changeText = (text: TextId, change: ChangeText) =>
  request<ClubView>('PATCH', `/api/texts/${text}`, change)

/** Takes a text off the shelf; `restoreText` puts it back. */
export const removeText = (text: TextId) => request<ClubView>('DELETE', `/api/texts/${text}`)
export const restoreText = (text: TextId) => request<ClubView>('PUT', `/api/texts/${text}/on-shelf`)

export const addChapter = (text: TextId, chapter: AddChapter) =>
  request<ClubView>('POST', `/api/texts/${text}/chapters`, chapter)

export const changeChapter = (chapter: ChapterId, change: ChangeChapter) =>
  request<ClubView>('PATCH', `/api/chapters/${chapter}`, change)

export const fetchChapter = (chapter: ChapterId, signal?: AbortSignal) =>
  request<ChapterView>('GET', `/api/chapters/${chapter}`, undefined, signal)

export const keepPlace = (chapter: ChapterId, place: Place) =>
  request<null>('PUT', `/api/chapters/${chapter}/place`, place)
