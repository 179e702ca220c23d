/** A wrong type on purpose: a checker that passes this file checks nothing. */
export const minutes: number = 'sixty'
