import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StorageRefusal } from '../refusal.ts'
import { openConnection, type Connection } from './connection.ts'
import { applySettings } from './settings.ts'

describe('settings', () => {
  let folder: string
  let path: string
  let connection: Connection

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'staffroom-settings-'))
    path = join(folder, 'staffroom.db')
    connection = openConnection(path)
  })
  afterEach(() => {
    connection.close()
    rmSync(folder, { recursive: true })
  })

  /** The real database, but for one answer. */
  function answering(question: string, answer: string | number): Connection {
    return {
      ...connection,
      rows: (sql, ...params) => (sql === question ? [[answer]] : connection.rows(sql, ...params)),
    }
  }

  it('are what the promises need, also when the file is opened again', () => {
    applySettings(connection, path, 'linux')
    connection.exec('create table kept (id integer primary key)')
    connection.close()
    connection = openConnection(path)
    applySettings(connection, path, 'linux')
    const found = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map(
      (name) => connection.rows(`pragma ${name}`)[0]?.[0],
    )
    expect(found).toEqual(['wal', 2, 1, 5_000])
  })

  it.each([
    ['pragma journal_mode', 'delete', 'journal_mode = wal, but answers delete'],
    ['pragma synchronous', 1, 'synchronous = full, but answers 1'],
    ['pragma foreign_keys', 0, 'foreign_keys = on, but answers 0'],
    ['pragma busy_timeout', 0, 'busy_timeout = 5000, but answers 0'],
  ])('refuse a file when %s answers %s', (question, answer, sentence) => {
    const open = () => applySettings(answering(question, answer), path, 'linux')
    expect(open).toThrow(StorageRefusal)
    expect(open).toThrow(sentence)
    expect(open).toThrow('Keep the data folder on a local disk')
  })

  it('ask macOS to reach the disk itself, not its cache', () => {
    const open = () => applySettings(answering('pragma fullfsync', 0), path, 'darwin')
    expect(open).toThrow('fullfsync = on, but answers 0')
  })

  it.each(['3.51.2', '3.50.9', '2.99.0'])('refuse SQLite %s', (version) => {
    const open = () => applySettings(answering('select sqlite_version()', version), path, 'linux')
    expect(open).toThrow(`SQLite 3.51.3 or newer is needed, but ${version} was loaded`)
  })

  it.each(['3.51.3', '3.52.0', '4.0.0'])('accept SQLite %s', (version) => {
    applySettings(answering('select sqlite_version()', version), path, 'linux')
  })
})
