import type { RunAct, RunView } from '../../shared/community/run.ts'
import type {
  AddProtocol,
  ChangeProtocol,
  ProtocolView,
  StatementMark,
} from '../../shared/community/protocols.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { AddMeeting, ChangeMeeting, MeetingView } from '../../shared/reading/meeting.ts'
import type { ClubId, MeetingGroupId, MeetingId, PersonId, ProtocolId } from '../../shared/ids.ts'
import { request } from './http.ts'

export const addMeeting = (club: ClubId, meeting: AddMeeting) =>
  request<ClubView>('POST', `/api/clubs/${club}/meetings`, meeting)

export const changeMeeting = (meeting: MeetingId, change: ChangeMeeting) =>
  request<ClubView>('PATCH', `/api/meetings/${meeting}`, change)

export const fetchMeeting = (meeting: MeetingId, signal?: AbortSignal) =>
  request<MeetingView>('GET', `/api/meetings/${meeting}`, undefined, signal)

export const sayHere = (meeting: MeetingId, person: PersonId, isHere: boolean) =>
  request<MeetingView>('PUT', `/api/meetings/${meeting}/people/${person}`, { isHere })

export const fetchMeetingRun = (meeting: MeetingId, signal?: AbortSignal) =>
  request<RunView>('GET', `/api/meetings/${meeting}/run`, undefined, signal)

/** One act on the run as it was seen; refused with 'conflict' when somebody acted before. */
export const actOnMeeting = (meeting: MeetingId, act: RunAct) =>
  request<RunView>('POST', `/api/meetings/${meeting}/run/acts`, act)

export const fetchGroupRun = (group: MeetingGroupId, signal?: AbortSignal) =>
  request<RunView>('GET', `/api/groups/${group}/run`, undefined, signal)

export const actOnGroup = (group: MeetingGroupId, act: RunAct) =>
  request<RunView>('POST', `/api/groups/${group}/run/acts`, act)

/** Moves somebody into this group of the same step. */
export const moveToGroup = (meeting: MeetingId, group: MeetingGroupId, person: PersonId) =>
  request<MeetingView>('PUT', `/api/meetings/${meeting}/groups/${group}/people/${person}`)

/** Whose passage, work or dilemma a group talks about, in a protocol that has one presenter. */
export const choosePresenter = (group: MeetingGroupId, person: PersonId) =>
  request<RunView>('PUT', `/api/groups/${group}/presenter/${person}`)

export const markStatement = (meeting: MeetingId, statement: number, mark: StatementMark) =>
  request<MeetingView>('PUT', `/api/meetings/${meeting}/marks/${statement}`, { mark })

export const fetchProtocols = (signal?: AbortSignal) =>
  request<ProtocolView[]>('GET', '/api/protocols', undefined, signal)

export const addProtocol = (protocol: AddProtocol) =>
  request<ProtocolView>('POST', '/api/protocols', protocol)

export const changeProtocol = (protocol: ProtocolId, change: ChangeProtocol) =>
  request<ProtocolView>('PUT', `/api/protocols/${protocol}`, change)

export const removeProtocol = (protocol: ProtocolId) =>
  request<null>('DELETE', `/api/protocols/${protocol}`)
