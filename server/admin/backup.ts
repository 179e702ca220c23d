import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { renewIncarnations } from '../storage/documents.ts'
import { openStorage } from '../storage/open.ts'
import { StorageRefusal } from '../storage/refusal.ts'
import { openConnection } from '../storage/sqlite/connection.ts'
import { copyDatabase } from '../storage/sqlite/copy.ts'
import { lockFolder } from '../storage/sqlite/folder-lock.ts'
import { databasePath } from '../storage/sqlite/open-database.ts'
import type { Verification } from '../storage/sqlite/verify.ts'
import { verifyDatabase } from '../storage/sqlite/verify.ts'
import type { Log } from '../sync/ports.ts'

export type Verified = Extract<Verification, { ok: true }>

/**
 * Copies the database of a data folder into one file and looks through the copy. The server may run meanwhile: the copy
 * is of one moment, however much is written after it.
 */
export async function backUp(
  dataDir: string,
  file: string,
): Promise<{ file: string; content: Verified }> {
  const source = databasePath(dataDir)
  if (!existsSync(source)) {
    throw new StorageRefusal(
      `There is no database in ${resolve(dataDir)}. Set DATA_DIR to its folder.`,
    )
  }
  mkdirSync(dirname(resolve(file)), { recursive: true })
  const connection = openConnection(source, { readOnly: true })
  try {
    // One reading transaction for the whole copy: otherwise each commit of the server would start the copy again.
    connection.exec('begin')
    connection.rows('select count(*) from sqlite_master')
    await copyDatabase(connection, file)
    connection.exec('rollback')
  } finally {
    connection.close()
  }
  return { file: resolve(file), content: await verified(file) }
}

/** Looks through a copy; throws with the reason when it is not whole. */
export async function verified(file: string): Promise<Verified> {
  const found = await verifyDatabase(file)
  if (!found.ok) throw new StorageRefusal(found.reason)
  return found
}

/**
 * Puts a copy in the place of a data folder's database. What was there is kept in a folder beside it. Documents get a
 * new incarnation: what clients remember of the numbers of edits is not to be trusted any more.
 */
export async function restore(
  dataDir: string,
  file: string,
  { isForced, now, log }: { isForced: boolean; now: number; log: Log },
): Promise<{ content: Verified; keptIn: string | null }> {
  const content = await verified(file)
  const target = databasePath(dataDir)
  if (existsSync(target) && !isForced) {
    throw new StorageRefusal(
      `${resolve(dataDir)} holds a database already. To put the copy in its place, add --force; what is there now is kept aside.`,
    )
  }
  mkdirSync(dataDir, { recursive: true })
  // Held to the end, so that no server starts on a folder that is half restored.
  const lock = lockFolder(dataDir)
  const workshop = mkdtempSync(join(dataDir, 'restoring-'))
  try {
    copyFileSync(file, databasePath(workshop))
    await renew(workshop, now, log)
    const keptIn = existsSync(target) ? setAside(dataDir, now) : null
    renameSync(databasePath(workshop), target)
    syncFolder(dataDir)
    return { content, keptIn }
  } finally {
    rmSync(workshop, { recursive: true, force: true })
    lock.release()
  }
}

/** Brings the copy's schema up to date and marks its documents, before it takes the place of anything. */
async function renew(folder: string, now: number, log: Log): Promise<void> {
  const storage = await openStorage({ dataDir: folder, databaseUrl: null, log })
  try {
    await storage.transaction((tx) => renewIncarnations(tx, storage.tables, now))
  } finally {
    // Closing writes everything into the one file.
    await storage.close()
  }
  if (existsSync(`${databasePath(folder)}-wal`)) {
    throw new Error('the restored database did not close in order')
  }
}

/** Moves the database with what belongs to it. */
function setAside(dataDir: string, now: number): string {
  const folder = join(dataDir, `before-restore-${dateName(now)}`)
  mkdirSync(folder)
  for (const ending of ['-wal', '-shm', '']) {
    const path = databasePath(dataDir) + ending
    if (existsSync(path)) renameSync(path, databasePath(folder) + ending)
  }
  return folder
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** `2026-11-21-220405`, in UTC: names that sort as time does. */
export function dateName(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')
}
