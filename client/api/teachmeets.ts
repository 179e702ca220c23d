import type {
  AddTeachMeet,
  AskDraw,
  ChangeTeachMeet,
  Come,
  DrawView,
  MeetHereView,
  TeachMeetAct,
  TeachMeetRowView,
  TeachMeetView,
} from '../../shared/teachmeet/api.ts'
import type { ChangeSeries, SeriesView } from '../../shared/teachmeet/series.ts'
import type { SeriesId, TalkId, TeachMeetId } from '../../shared/ids.ts'
import type { AfterView } from '../../shared/teachmeet/live.ts'
import type { Presence } from '../../shared/teachmeet/talk-kinds.ts'
import type { AddTalk, ChangeTalk, SharedTalkView } from '../../shared/teachmeet/talks.ts'
import { request } from './http.ts'

export const fetchTeachMeets = (signal?: AbortSignal) =>
  request<TeachMeetRowView[]>('GET', '/api/teachmeets', undefined, signal)

export const fetchTeachMeet = (meet: TeachMeetId, signal?: AbortSignal) =>
  request<TeachMeetView>('GET', `/api/teachmeets/${meet}`, undefined, signal)

export const fetchMeetHere = (meet: TeachMeetId, signal?: AbortSignal) =>
  request<MeetHereView>('GET', `/api/teachmeets/${meet}/here`, undefined, signal)

export const addTeachMeet = (meet: AddTeachMeet) =>
  request<TeachMeetView>('POST', '/api/teachmeets', meet)

export const changeTeachMeet = (meet: TeachMeetId, change: ChangeTeachMeet) =>
  request<TeachMeetView>('PATCH', `/api/teachmeets/${meet}`, change)

/** Publishes, starts, ends; hands over; says who hosts and who keeps time. Nothing comes back once it is removed. */
export const actAtTeachMeet = (meet: TeachMeetId, act: TeachMeetAct) =>
  request<TeachMeetView | null>('POST', `/api/teachmeets/${meet}/acts`, act)

/** I come, as whom, and whether others may see it; `stayAway`: I do not. */
export const come = (meet: TeachMeetId, as: Come) =>
  request<TeachMeetView>('PUT', `/api/teachmeets/${meet}/me`, as)
export const stayAway = (meet: TeachMeetId) =>
  request<TeachMeetView>('DELETE', `/api/teachmeets/${meet}/me`)

export const drawTalks = (meet: TeachMeetId, draw: AskDraw) =>
  request<TeachMeetView>('POST', `/api/teachmeets/${meet}/draw`, draw)

export const fetchDraws = (meet: TeachMeetId, signal?: AbortSignal) =>
  request<DrawView[]>('GET', `/api/teachmeets/${meet}/draws`, undefined, signal)

export const addTalk = (meet: TeachMeetId, talk: AddTalk) =>
  request<TeachMeetView>('POST', `/api/teachmeets/${meet}/talks`, talk)

export const changeTalk = (talk: TalkId, change: ChangeTalk) =>
  request<TeachMeetView>('PATCH', `/api/talks/${talk}`, change)

/** Not here, here after all, or withdrawn. */
export const setPresence = (talk: TalkId, presence: Presence, version: number) =>
  request<TeachMeetView>('PUT', `/api/talks/${talk}/presence`, { presence, version })

/** Whoever a host has put down a talk for takes it as theirs. */
export const claimTalk = (talk: TalkId) =>
  request<TeachMeetView>('PUT', `/api/talks/${talk}/speaker`)

export const fetchSharedTalks = (signal?: AbortSignal) =>
  request<SharedTalkView[]>('GET', '/api/talks', undefined, signal)

export const fetchSeries = (signal?: AbortSignal) =>
  request<SeriesView[]>('GET', '/api/series', undefined, signal)

export const changeSeries = (series: SeriesId, change: ChangeSeries) =>
  request<SeriesView>('PATCH', `/api/series/${series}`, change)

export const fetchAfter = (meet: TeachMeetId, signal?: AbortSignal) =>
  request<AfterView>('GET', `/api/teachmeets/${meet}/after`, undefined, signal)

/** One's own thanks to speakers and hosts; empty takes it back. */
export const thank = (meet: TeachMeetId, text: string) =>
  request<AfterView>('PUT', `/api/teachmeets/${meet}/thanks`, { text })

/** The event as a file for a calendar. */
export const meetCalendarHref = (meet: TeachMeetId) => `/api/teachmeets/${meet}/calendar.ics`
