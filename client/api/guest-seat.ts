import type {
  GuestDoorView,
  GuestEnter,
  GuestMeView,
  ReturnLinkView,
} from '../../shared/community/passes.ts'
import { request } from './http.ts'

/** What a link's secret or a join code leads to. */
export const lookAtPass = (secret: string) =>
  request<GuestDoorView>('POST', '/api/guest/look', { secret })

export const enterAsGuest = (guest: GuestEnter) =>
  request<GuestMeView>('POST', '/api/guest/enter', guest)

/** By one's own link to come back. */
export const comeBack = (secret: string) =>
  request<GuestMeView>('POST', '/api/guest/return', { secret })

export const fetchSeat = () => request<GuestMeView>('GET', '/api/guest/me')

export const leaveSeat = () => request<void>('DELETE', '/api/guest/me')

/** A new link to come back by; the one before ends. */
export const makeReturnLink = () => request<ReturnLinkView>('POST', '/api/guest/return-link')
