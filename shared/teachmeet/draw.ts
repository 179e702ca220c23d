import type { TalkKind } from './talks.ts'

export interface DrawTalk {
  /** As signed up: its ticket's name. */
  number: number
  kind: TalkKind
  minutes: number
  school: string | null
  state: 'here' | 'absent' | 'returned' | 'withdrawn'
}

export interface DrawInput {
  version: 'staffroom-draw-1'
  seed: number
  talks: DrawTalk[]
  heard: number[]
  talkMinutes: number
  gapMinutes: number
  sets: number
}
