import type { Queryable } from './storage.ts'

/**
 * A statement that hundreds ask for in a second, made once for a database instead of each time: to build its SQL costs
 * the process more than to run it. What changes from asking to asking stands in it as a placeholder.
 */
export function statementOnce<S>(make: (q: Queryable) => S): (q: Queryable) => S {
  // A transaction has a database of its own, and makes its own.
  const made = new WeakMap<Queryable['db'], S>()
  return (q) => {
    const known = made.get(q.db)
    if (known !== undefined) return known
    const statement = make(q)
    made.set(q.db, statement)
    return statement
  }
}
