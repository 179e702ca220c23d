import type {
  AddTheme,
  ChangeCommunity,
  ChangePerson,
  CommunityView,
  InvitationRowView,
  Invite,
  MemberView,
  NewInvitationView,
  ResetCodeView,
  ThemeView,
} from '../../shared/community/api.ts'
import type { AddSchool, ChangeSchool, SchoolView } from '../../shared/community/schools.ts'
import type { InvitationId, PersonId, SchoolId } from '../../shared/ids.ts'
import { request } from './http.ts'

export const fetchCommunity = (signal?: AbortSignal) =>
  request<CommunityView>('GET', '/api/community', undefined, signal)

/** Takes the example school away, with its people and their studies. */
export const removeExample = () => request<void>('DELETE', '/api/example')

export const changeCommunity = (change: ChangeCommunity) =>
  request<CommunityView>('PATCH', '/api/community', change)

export const fetchPeople = (signal?: AbortSignal) =>
  request<MemberView[]>('GET', '/api/people', undefined, signal)

export const changePerson = (person: PersonId, change: ChangePerson) =>
  request<MemberView>('PATCH', `/api/people/${person}`, change)

export const makeResetCode = (person: PersonId) =>
  request<ResetCodeView>('POST', `/api/people/${person}/reset-code`)

export const fetchInvitations = (signal?: AbortSignal) =>
  request<InvitationRowView[]>('GET', '/api/invitations', undefined, signal)

/** The answer is the only time its secrets are shown. */
export const invite = (invitation: Invite) =>
  request<NewInvitationView>('POST', '/api/invitations', invitation)

export const withdrawInvitation = (invitation: InvitationId) =>
  request<void>('DELETE', `/api/invitations/${invitation}`)

/** Takes back what is left of a sheet of codes. */
export const withdrawSheet = (sheet: string) =>
  request<void>('DELETE', `/api/invitations/sheets/${sheet}`)

/** The schools of a network besides the community's own; none where there is one school alone. */
export const fetchSchools = (signal?: AbortSignal) =>
  request<SchoolView[]>('GET', '/api/schools', undefined, signal)

export const addSchool = (school: AddSchool) => request<SchoolView>('POST', '/api/schools', school)

export const changeSchool = (school: SchoolId, change: ChangeSchool) =>
  request<SchoolView>('PATCH', `/api/schools/${school}`, change)

export const removeSchool = (school: SchoolId) => request<void>('DELETE', `/api/schools/${school}`)

export const fetchThemes = (signal?: AbortSignal) =>
  request<ThemeView[]>('GET', '/api/themes', undefined, signal)

export const addTheme = (theme: AddTheme) => request<ThemeView>('POST', '/api/themes', theme)
