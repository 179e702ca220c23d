import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { StorageRefusal } from '../refusal.ts'
import { openConnection, type Connection } from './connection.ts'

/**
 * Copies a database that is being written to. The copy appears under its name only when it is whole and on disk, as
 * one file with nothing beside it.
 */
export async function copyDatabase(connection: Connection, path: string): Promise<void> {
  if (existsSync(path)) {
    throw new StorageRefusal(`There is already a file ${path}. Choose another name for the copy.`)
  }
  const partial = `${path}.partial`
  rmSync(partial, { force: true })
  try {
    await connection.backup(partial)
    const copy = openConnection(partial)
    copy.exec('pragma journal_mode = delete')
    copy.close()
    sync(partial)
    renameSync(partial, path)
    sync(dirname(path))
  } finally {
    rmSync(partial, { force: true })
  }
}

function sync(path: string) {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
