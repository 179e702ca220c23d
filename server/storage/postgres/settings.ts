import type { ClientBase } from 'pg'
import { StorageRefusal } from '../refusal.ts'

const needed: readonly { name: string; allowed: readonly string[] }[] = [
  { name: 'fsync', allowed: ['on'] },
  { name: 'full_page_writes', allowed: ['on'] },
  // What is acknowledged must be on this server's disk; what a standby has is more, never less.
  { name: 'synchronous_commit', allowed: ['on', 'remote_apply'] },
]

/** Reads back what the promises need, and refuses a database that does not keep what it was given. */
export async function refuseUnsafeSettings(client: Pick<ClientBase, 'query'>): Promise<void> {
  for (const { name, allowed } of needed) {
    const { rows } = await client.query<Record<string, string>>(`show ${name}`)
    const found = rows[0]?.[name] ?? 'nothing'
    if (allowed.includes(found)) continue
    throw new StorageRefusal(
      `PostgreSQL must run with ${name} = ${allowed[0]}, but answers ${found}. Without it, work shown as saved could ` +
        `be lost. Set it in postgresql.conf (or for this role or database) and start Staffroom again.`,
    )
  }
}
