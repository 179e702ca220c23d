/** nano: one tool or idea only. micro: seven minutes, or five. round: a round table, a two-way talk (templates.md 2.8). */
export const talkKinds = ['nano', 'micro', 'round'] as const
export type TalkKind = (typeof talkKinds)[number]

/** How many minutes a kind may take; the first is usual. */
export const talkMinutes = {
  nano: [2],
  micro: [7, 5],
  round: [15],
} as const satisfies Record<TalkKind, readonly number[]>

/** here: will speak, as far as anybody knows. absent: not here when their turn came. returned: here after all. */
export const presences = ['here', 'absent', 'returned', 'withdrawn'] as const
export type Presence = (typeof presences)[number]

export const licences = ['unsaid', 'cc-by', 'cc-by-sa', 'cc0', 'ask-me'] as const
export type Licence = (typeof licences)[number]
