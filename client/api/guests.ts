import type {
  AddPass,
  GuestAct,
  GuestView,
  JoinCodeView,
  NewPassView,
  PassActView,
  PassScope,
  PassView,
} from '../../shared/community/passes.ts'
import type { PassId, PersonId, TeachMeetId } from '../../shared/ids.ts'
import { request } from './http.ts'

const of = ({ kind, id }: PassScope) => `?${kind}=${id}`

export const fetchPasses = (scope: PassScope, signal?: AbortSignal) =>
  request<PassView[]>('GET', `/api/passes${of(scope)}`, undefined, signal)

export const givePass = (pass: AddPass) => request<NewPassView>('POST', '/api/passes', pass)

export const takeBackPass = (pass: PassId) => request<PassView>('DELETE', `/api/passes/${pass}`)

/** Everything that was done with a pass, newest first. */
export const fetchPassActs = (pass: PassId) =>
  request<PassActView[]>('GET', `/api/passes/${pass}/acts`)

/** Who waits at an object's door, and who is in. */
export const fetchGuests = (scope: PassScope, signal?: AbortSignal) =>
  request<GuestView[]>('GET', `/api/guests${of(scope)}`, undefined, signal)

export const actOnGuest = (guest: PersonId, act: GuestAct['act']) =>
  request<GuestView>('POST', `/api/guests/${guest}/acts`, { act })

/** The code to type and the address of the QR code, while the doors are open. */
export const fetchJoinCode = (teachMeet: TeachMeetId, signal?: AbortSignal) =>
  request<JoinCodeView>('GET', `/api/teachmeets/${teachMeet}/join-code`, undefined, signal)

export const makeJoinCode = (teachMeet: TeachMeetId) =>
  request<JoinCodeView>('POST', `/api/teachmeets/${teachMeet}/join-code`)
