import type {
  ChangeMe,
  ChangePassword,
  ClaimServer,
  DoorView,
  InvitationView,
  Join,
  MeView,
  Reset,
  SignIn,
} from '../../shared/accounts/api.ts'
import { request } from './http.ts'

export const fetchDoor = (signal?: AbortSignal) =>
  request<DoorView>('GET', '/api/door', undefined, signal)

export const claimServer = (claim: ClaimServer) => request<MeView>('POST', '/api/owner', claim)

export const signIn = (who: SignIn) => request<MeView>('POST', '/api/session', who)

export const signOut = () => request<void>('DELETE', '/api/session')

/** What a link's secret or a printed code leads to. */
export const lookAtInvitation = (secret: string, signal?: AbortSignal) =>
  request<InvitationView>('POST', '/api/invitation/look', { secret }, signal)

export const join = (who: Join) => request<MeView>('POST', '/api/invitation/join', who)

/** Somebody who is in already follows a link; the answer's path is where it leads, null for Today. */
export const acceptInvitation = (secret: string) =>
  request<{ path: string | null }>('POST', '/api/invitation/accept', { secret })

export const resetPassword = (reset: Reset) => request<MeView>('POST', '/api/reset', reset)

export const fetchMe = (signal?: AbortSignal) =>
  request<MeView>('GET', '/api/me', undefined, signal)

export const changeMe = (change: ChangeMe) => request<MeView>('PATCH', '/api/me', change)

export const changePassword = (change: ChangePassword) =>
  request<void>('POST', '/api/me/password', change)

export const signOutElsewhere = () => request<void>('DELETE', '/api/me/sessions')
