import { AppError } from '../../shared/errors.ts'
import { joinCodeTriesPerMinuteMax, passTriesPerMinuteMax } from '../../shared/limits.ts'
import { hashToken, parseJoinCode } from '../accounts/secret.ts'
import type { PassObject } from '../http/area.ts'
import { Tries } from '../http/limits.ts'
import type { GuestDeps } from './deps.ts'
import type { PassRow } from './guest-queries.ts'
import { scopeOf } from './guest-queries.ts'
import { findJoinCode } from './join-code-queries.ts'
import { findPass, findPassByHash } from './pass-queries.ts'
import { passState } from './passes.ts'

/** A pass that lets somebody in, with what it is for. */
export interface OpenPass {
  pass: PassRow
  object: PassObject
  /** Whoever comes by it waits until they are let in. */
  hasLobby: boolean
}

/** Counts tries of one address. */
export interface AddressTries {
  take(): Promise<void>
  /** It was right, and does not count. */
  giveBack(): Promise<void>
}

export function endedPass(): AppError {
  return new AppError(
    'ended',
    'This pass was used up, has ended or was taken back. Ask whoever gave it to you for a new one.',
  )
}

function unknownPass(): AppError {
  return new AppError(
    'not-found',
    'We do not know this link or code. A code changes every hour, so look at the screen again, letter by letter.',
  )
}

/** Recognises the secrets of links, the codes on a wall and those in a QR code, and few wrong ones a minute. */
export class PassCheck {
  readonly #deps: GuestDeps
  readonly #perAddress = new Tries(
    passTriesPerMinuteMax,
    'That is a lot of tries from here. Wait a minute, then try again.',
  )
  readonly #codes = new Tries(
    joinCodeTriesPerMinuteMax,
    'Many codes are being tried just now. Wait a minute, then try again.',
  )

  constructor(deps: GuestDeps) {
    this.#deps = deps
  }

  /** The pass that a secret belongs to, while it lets somebody in. */
  async find(secret: string, address: string): Promise<OpenPass> {
    const joinCode = parseJoinCode(secret)
    if (joinCode === null) return this.#findLink(secret.trim(), address)
    return joinCode.key === null
      ? this.#findTyped(joinCode.code, address)
      : this.#findShown(joinCode.code, joinCode.key, address)
  }

  /** Tries of one address at something else that can be guessed: a PIN. */
  triesOf(address: string): AddressTries {
    return {
      take: () => this.#perAddress.take(address),
      giveBack: () => this.#perAddress.giveBack(address),
    }
  }

  async #findLink(secret: string, address: string): Promise<OpenPass> {
    const pass = await findPassByHash(this.#deps.storage, hashToken(secret))
    if (pass === null) return this.#refuse(address)
    return this.#open(pass, pass.hasLobby)
  }

  /**
   * What can be typed can be guessed, so each try is counted before it is made, for its address and for everybody
   * together; a right one is not counted after all. A code that has ended is one that never was.
   */
  async #findTyped(code: string, address: string): Promise<OpenPass> {
    await this.#perAddress.take(address)
    await this.#codes.take('server')
    const found = await this.#findCode(code)
    if (found === null) throw unknownPass()
    await this.#perAddress.giveBack(address)
    await this.#codes.giveBack('server')
    const open = await this.#open(found.pass, true)
    return { ...open, hasLobby: open.object.hasLobby }
  }

  /** Nobody guesses the key of a QR code; a whole hall may show theirs at the same moment. */
  async #findShown(code: string, key: string, address: string): Promise<OpenPass> {
    const found = await this.#findCode(code)
    if (found?.key !== key) return this.#refuse(address)
    return this.#open(found.pass, false)
  }

  async #findCode(code: string): Promise<{ pass: PassRow; key: string } | null> {
    const { storage, clock } = this.#deps
    const row = await findJoinCode(storage, code, clock.now())
    const pass = row && (await findPass(storage, row.passId))
    return row && pass ? { pass, key: row.key } : null
  }

  async #open(pass: PassRow, hasLobby: boolean): Promise<OpenPass> {
    const { objects, clock } = this.#deps
    const state = passState(pass, clock.now())
    // One that was used up still answers whoever used it and has not heard so.
    if (state === 'revoked' || state === 'ended') throw endedPass()
    const { kind, id } = scopeOf(pass)
    const object = await objects[kind].find(id)
    if (object === null || (pass.isJoinCode && !object.takesCodes)) throw endedPass()
    return { pass, object, hasLobby }
  }

  async #refuse(address: string): Promise<never> {
    await this.#perAddress.take(address)
    throw unknownPass()
  }
}
