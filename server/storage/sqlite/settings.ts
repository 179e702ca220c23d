import { busyTimeoutMs } from '../../../shared/limits.ts'
import { StorageRefusal } from '../refusal.ts'
import type { Connection } from './connection.ts'

// Below this, a database in WAL mode could be damaged by a checkpoint at the wrong moment.
const versionMin = [3, 51, 3] as const

// In SQLite's words FULL is 2 and on is 1.
const settings = (platform: NodeJS.Platform) => [
  { name: 'journal_mode', set: 'wal', expected: 'wal' },
  // NORMAL, which a reopened file would get, loses what was acknowledged when the power goes.
  { name: 'synchronous', set: 'full', expected: 2 },
  { name: 'foreign_keys', set: 'on', expected: 1 },
  { name: 'busy_timeout', set: String(busyTimeoutMs), expected: busyTimeoutMs },
  ...(platform === 'darwin'
    ? [
        // macOS' fsync leaves data in the disk's own cache.
        { name: 'fullfsync', set: 'on', expected: 1 },
        { name: 'checkpoint_fullfsync', set: 'on', expected: 1 },
      ]
    : []),
]

/** Sets what the promises need and reads it back; refuses the file when it is not so. */
export function applySettings(connection: Connection, path: string, platform: NodeJS.Platform) {
  refuseOldVersion(String(connection.rows('select sqlite_version()')[0]?.[0]))
  for (const { name, set, expected } of settings(platform)) {
    connection.exec(`pragma ${name} = ${set}`)
    const found = connection.rows(`pragma ${name}`)[0]?.[0] ?? 'nothing'
    if (found === expected) continue
    throw new StorageRefusal(
      `The database ${path} must run with ${name} = ${set}, but answers ${String(found)}. Without it, work shown ` +
        'as saved could be lost. Keep the data folder on a local disk (not a network share) that may be written to.',
    )
  }
}

/** Reads the whole file's structure; a damaged one is refused before anybody writes to it. */
export function refuseDamaged(connection: Connection, path: string) {
  const found = connection.rows('pragma quick_check(1)')[0]?.[0]
  if (found === 'ok') return
  throw new StorageRefusal(
    `The database ${path} is damaged (${String(found)}). Nothing was changed. Keep a copy of the data folder and ` +
      'restore the newest backup: npm run staffroom -- restore.',
  )
}

function refuseOldVersion(found: string) {
  const parts = found.split('.').map(Number)
  for (const [place, least] of versionMin.entries()) {
    const part = parts[place] ?? 0
    if (part > least) return
    if (part === least) continue
    throw new StorageRefusal(
      `SQLite ${versionMin.join('.')} or newer is needed, but ${found} was loaded. Run npm ci again, so that the ` +
        'version this project was tested with is installed.',
    )
  }
}
