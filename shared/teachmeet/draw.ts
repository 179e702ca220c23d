import type { Presence, TalkKind } from './talk-kinds.ts'

/** A talk's number: as it was signed up, from 1. Its ticket is made of it. */
export type TalkNumber = number

/** The rules by which an order was drawn: an old draw can be made again as long as its rules are known. */
export const drawVersion = 'staffroom-draw-1'

/** What the draw needs to know of a talk: nothing personal, so that it can be published. */
export interface DrawTalk {
  number: TalkNumber
  kind: TalkKind
  minutes: number
  /** Its name or any mark for it; null: of no school, and like no other. */
  school: string | null
  state: Presence
}

/** Everything an order depends on: whoever has this can make the same order again. */
export interface DrawInput {
  version: typeof drawVersion
  /** 0 to `seedMax`. */
  seed: number
  talks: DrawTalk[]
  /** In the order in which they were heard; the one that is on now is last. */
  heard: TalkNumber[]
  /** What there is for all talks and what follows each; pauses and tables come on top. */
  talkMinutes: number
  /** After each talk, for an idea to take away. */
  gapMinutes: number
  /** Parts of the evening with a pause or tables between. */
  sets: number
}

/**
 * Why a talk that came earlier by its ticket had to wait at a place.
 * same-school: the talk before is of its school. other-school: another one has more than half of the talks left, and
 * would have to speak twice in a row later. row: too many of one kind in a row. row-later: there would be later.
 */
export type PassReason = 'same-school' | 'other-school' | 'row' | 'row-later'

export interface PassedTalk {
  number: TalkNumber
  because: PassReason
}

/** How a talk came by its place. school, mix: a talk with a lower ticket was passed over for the sake of it. */
export type PlaceReason = 'heard' | 'ticket' | 'school' | 'mix' | 'absent' | 'returned'

export interface PlacedTalk {
  number: TalkNumber
  ticket: string
  /** From 1. */
  set: number
  /** Minutes of talks and of what follows each before this one; pauses between sets are not counted. */
  startsAfterMinutes: number
  why: PlaceReason
  /** Those that would have come first by their tickets. */
  passedOver: PassedTalk[]
}

/** What a host may do when there are more talks than minutes. */
export type DrawOffer =
  /** Micro talks of seven minutes become five. */
  | { kind: 'micro-5'; saves: number }
  /** No minute after each talk. */
  | { kind: 'no-gap'; saves: number }
  | { kind: 'later'; minutes: number }

export type DrawWarning =
  /** `absentMinutes` of what is needed are for talks whose speakers are not here yet. */
  | { kind: 'too-long'; minutesOver: number; absentMinutes: number; offers: DrawOffer[] }
  | { kind: 'same-school-twice'; school: string; times: number }
  | { kind: 'nobody' }

/** An order of all talks that were not withdrawn. */
export interface Draw {
  order: PlacedTalk[]
  /** How long the longest row of one kind, nano or longer, has to be: none is, but for what was heard and those who are absent. */
  rowMax: number
  minutesNeeded: number
  /** 0 when the talks fit. */
  minutesOver: number
  warnings: DrawWarning[]
}
