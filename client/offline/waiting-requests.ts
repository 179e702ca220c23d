import type { ErrorCode } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { waitingRequestsMax } from '../../shared/limits.ts'
import { DeviceDatabase } from './device-database.ts'

/** A change of rows that the server has not taken yet. */
export interface WaitingRequest {
  /** What it is about. Of two that wait under one key only the newer is sent. */
  key: string
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body: unknown
}

interface Refusal {
  code: ErrorCode
  /** The server's, for people. */
  sentence: string
}

/** A request as this device keeps it. */
export interface StoredRequest extends WaitingRequest {
  /** Its place in the order in which it is sent. */
  place: number
  /** Another for each time it is written, so that a newer one is not taken for the one that was sent. */
  version: string
  /** How often the server failed at it. */
  tries: number
  refusal: Refusal | null
}

/** Keeps the requests that wait. A browser may keep nothing: then every method rejects. */
export interface RequestStore {
  /** Writes it durably, in the place of one with its key, else behind all others. */
  put(request: WaitingRequest, version: string): Promise<void>
  /** In order. */
  list(): Promise<StoredRequest[]>
  /** Writes or (with null) removes it, unless a newer one has taken its place. */
  settle(request: StoredRequest, next: StoredRequest | null): Promise<void>
  close(): Promise<void>
}

export class DeviceRequests implements RequestStore {
  readonly #database: DeviceDatabase

  constructor(person: PersonId) {
    this.#database = new DeviceDatabase(person)
  }

  async put(request: WaitingRequest, version: string): Promise<void> {
    await this.#database.change('requests', (store) => {
      const listing = store.getAll() as IDBRequest<StoredRequest[]>
      listing.onsuccess = () => {
        const known = listing.result.find(({ key }) => key === request.key)
        if (!known && listing.result.length >= waitingRequestsMax) return store.transaction.abort()
        const last = listing.result.reduce((place, one) => Math.max(place, one.place), 0)
        const place = known?.refusal === null ? known.place : last + 1
        store.put({ ...request, place, version, tries: 0, refusal: null } satisfies StoredRequest)
      }
    })
  }

  async list(): Promise<StoredRequest[]> {
    const all = await this.#database.list<StoredRequest>('requests')
    return all.sort((a, b) => a.place - b.place)
  }

  async settle(request: StoredRequest, next: StoredRequest | null): Promise<void> {
    await this.#database.change('requests', (store) => {
      const finding = store.get(request.key) as IDBRequest<StoredRequest | undefined>
      finding.onsuccess = () => {
        if (finding.result?.version !== request.version) return
        if (next === null) store.delete(request.key)
        else store.put(next)
      }
    })
  }

  async close(): Promise<void> {
    await this.#database.close()
  }
}

/** How many requests only this device has; what was refused counts, until somebody has dealt with it. */
export async function countWaiting(person: PersonId): Promise<number> {
  const requests = new DeviceRequests(person)
  try {
    return (await requests.list()).length
  } catch {
    return 0 // where the browser keeps nothing there is nothing to lose
  } finally {
    await requests.close()
  }
}
