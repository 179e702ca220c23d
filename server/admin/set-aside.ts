import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { openStorage } from '../storage/open.ts'
import { StorageRefusal } from '../storage/refusal.ts'
import { openConnection } from '../storage/sqlite/connection.ts'
import { databasePath } from '../storage/sqlite/open-database.ts'
import type { Log } from '../sync/ports.ts'
import { listQuarantine } from './set-aside-queries.ts'

/** An edit that could not be read back. */
export interface SetAside {
  document: string
  seq: number
  /** Milliseconds since 1970. */
  at: number
  /** Whose it was; null where that person is here no more. */
  person: string | null
  reason: string
}

/** Everything that was set aside, oldest first. The server may run meanwhile. */
export async function listSetAside(config: Config, log: Log): Promise<SetAside[]> {
  return config.databaseUrl === null ? listFromFile(config.dataDir) : listFromStorage(config, log)
}

/** Only reads, so that it needs no lock on the folder. */
function listFromFile(dataDir: string): SetAside[] {
  const path = databasePath(dataDir)
  if (!existsSync(path)) {
    throw new StorageRefusal(
      `There is no database in ${resolve(dataDir)}. Set DATA_DIR to its folder.`,
    )
  }
  const connection = openConnection(path, { readOnly: true })
  try {
    const rows = connection.rows(
      'select q.document_id, q.seq, q.at, p.name, q.reason from document_quarantine q ' +
        'left join people p on p.id = q.person_id order by q.at, q.document_id, q.seq',
    )
    return rows.map(([document, seq, at, person, reason]) => ({
      document: String(document),
      seq: Number(seq),
      at: Number(at),
      person: person === null ? null : String(person),
      reason: String(reason),
    }))
  } finally {
    connection.close()
  }
}

async function listFromStorage(config: Config, log: Log): Promise<SetAside[]> {
  const storage = await openStorage({ ...config, log })
  try {
    return await listQuarantine(storage)
  } finally {
    await storage.close()
  }
}

/** One of them as a line. */
export function describeSetAside({ document, seq, at, person, reason }: SetAside): string {
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  return `${document}  edit ${seq}  ${when} UTC  ${person ?? 'somebody who is not here'}: ${reason}`
}
