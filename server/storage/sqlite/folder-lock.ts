import { join } from 'node:path'
import { StorageRefusal } from '../refusal.ts'
import { openConnection, sqliteCode } from './connection.ts'

const busyCode = 5

/**
 * Keeps a second process out of a data folder. The lock is the operating system's on a small file beside the
 * database, so it ends with the process however that ends, and reading copies of the database stay possible.
 */
export function lockFolder(folder: string): { release(): void } {
  const connection = openConnection(join(folder, 'lock'))
  try {
    connection.exec('begin exclusive')
  } catch (error) {
    connection.close()
    if (sqliteCode(error) !== busyCode) throw error
    throw new StorageRefusal(
      `Another Staffroom is already running on the data folder ${folder}. Stop it first, or give this one a folder ` +
        'of its own with DATA_DIR.',
      error,
    )
  }
  return { release: () => connection.close() }
}
