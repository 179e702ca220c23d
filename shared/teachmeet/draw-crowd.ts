import type { DrawTalk } from './draw.ts'

/** Talks that are left of one school, or of several: the draw only counts them. */
export interface Crowd {
  nano: number
  longer: number
}

/** Nano talks are mixed with all that are longer. */
export const isNano = ({ kind }: Pick<DrawTalk, 'kind'>) => kind === 'nano'

export const sizeOf = ({ nano, longer }: Crowd) => nano + longer

/** More than half of so many talks. */
export const isMostOf = (crowd: Crowd, total: number) => 2 * sizeOf(crowd) > total

export const withOneMore = ({ nano, longer }: Crowd, ofNano: boolean): Crowd =>
  ofNano ? { nano: nano + 1, longer } : { nano, longer: longer + 1 }

export const withOneLess = ({ nano, longer }: Crowd, ofNano: boolean): Crowd =>
  ofNano ? { nano: nano - 1, longer } : { nano, longer: longer - 1 }

/** What of a crowd is not of the other, which is part of it. */
export const without = (crowd: Crowd, part: Crowd): Crowd => ({
  nano: crowd.nano - part.nano,
  longer: crowd.longer - part.longer,
})

/** What a school is compared by; a talk of no school is like no other. */
export function schoolKey({ school, number }: Pick<DrawTalk, 'school' | 'number'>): string {
  const letters = (school ?? '').normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
  return letters === '' ? `none:${number}` : `school:${letters}`
}
