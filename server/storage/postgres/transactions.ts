import type { Pool, PoolClient } from 'pg'

/** What to begin with: rows locked as they are read, or one unchanging view of everything. */
export type Isolation = 'read committed' | 'repeatable read read only'

/** All of `work` or none of it, on a connection of its own. */
export async function inTransaction<T>(
  pool: Pool,
  isolation: Isolation,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(`begin isolation level ${isolation}`)
    const result = await work(client)
    await commit(client)
    return result
  } catch (error) {
    broken = await rollback(client)
    throw error
  } finally {
    client.release(broken)
  }
}

async function commit(client: PoolClient) {
  try {
    await client.query('commit')
  } catch (error) {
    // A commit that the server refused was rolled back; any other failure leaves it open what became of it.
    throw sqlState(error) === null ? new UnknownOutcome(error) : error
  }
}

/** The connection went while it committed: only reading back can tell whether the transaction was kept. */
export class UnknownOutcome extends Error {
  constructor(cause: unknown) {
    super('the connection was lost during a commit', { cause })
    this.name = 'UnknownOutcome'
  }
}

/** PostgreSQL's five characters for an error that the server itself reported while it went on serving, or null. */
export function sqlState(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return null
  // 57P…: the server is going down and may have said so after the commit; 08…: the connection itself.
  return /^(57P|08)/.test(code) || !/\d/.test(code) ? null : code
}

/** A connection that cannot even roll back is thrown away, with the reason. */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
