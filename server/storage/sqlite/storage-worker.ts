import { mkdirSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { StorageRefusal } from '../refusal.ts'
import { copyDatabase } from './copy.ts'
import { commit, rollBack, RollbackFailure, sqliteCode } from './connection.ts'
import { lockFolder } from './folder-lock.ts'
import { LogStore } from './log-store.ts'
import { openDatabase } from './open-database.ts'
import { packRows, unpack } from './packing.ts'
import type { CallMessage, ReplyMessage, WorkerCalls, WorkerStart } from './worker-calls.ts'

// The storage worker: the one thread that owns the database file, so that waiting for the disk never stops a socket.

const port = parentPort
if (!port) throw new Error('the storage worker runs as a worker thread')

// SQLite's codes for a disk that failed and a file that is not what it should be: nothing here can be trusted after.
const fatalCodes = new Set([10, 11, 26])

function openCalls({ dataDir }: WorkerStart): WorkerCalls {
  mkdirSync(dataDir, { recursive: true })
  const lock = lockFolder(dataDir)
  const connection = openDatabase(dataDir)
  const log = new LogStore(connection)
  return {
    query: (sql, params, wantsRows) => {
      if (wantsRows) return connection.rows(sql, ...params)
      connection.run(sql, ...params)
      return []
    },
    begin: () => void connection.run('begin immediate'),
    commit: () => commit(connection),
    rollback: () => void rollBack(connection),
    append: (entries, updates) => log.append(entries, unpack(updates)),
    load: (id) => {
      const document = log.load(id)
      return document && { ...document, tail: packRows(document.tail) }
    },
    bindClients: (...args) => log.bindClients(...args),
    readUpTo: (id, seq) => {
      const { snapshot, rows } = log.readUpTo(id, seq)
      return { snapshot, rows: packRows(rows) }
    },
    saveSnapshot: (...args) => log.saveSnapshot(...args),
    quarantine: (...args) => log.quarantine(...args),
    freeze: (...args) => log.freeze(...args),
    backup: (path) => copyDatabase(connection, path),
    close: () => {
      connection.close()
      lock.release()
    },
  }
}

function reply(message: ReplyMessage) {
  port?.postMessage(message)
}

function replyFailure(id: number, error: unknown) {
  const message = error instanceof Error ? error.message : String(error)
  const refused = error instanceof StorageRefusal
  reply({ id, ok: false, failure: { message, refused, sqliteCode: sqliteCode(error) } })
}

function isFatal(error: unknown): boolean {
  const code = sqliteCode(error)
  return error instanceof RollbackFailure || (code !== null && fatalCodes.has(code & 0xff))
}

async function answer(calls: WorkerCalls, { id, name, args }: CallMessage) {
  try {
    const call: (...args: never[]) => unknown = calls[name]
    const result = call(...(args as never[]))
    // Only a backup takes time of its own; everything else is answered before the next message is read.
    reply({ id, ok: true, result: result instanceof Promise ? await result : result })
    if (name === 'close') port?.close()
  } catch (error) {
    replyFailure(id, error)
    // Ends the worker, and with it the process: what is on disk is read anew by the next one.
    if (isFatal(error)) throw error
  }
}

try {
  const calls = openCalls(workerData as WorkerStart)
  port.on('message', (message: CallMessage) => void answer(calls, message))
  reply({ id: 0, ok: true, result: null })
} catch (error) {
  replyFailure(0, error)
}
