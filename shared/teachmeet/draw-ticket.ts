import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { TalkNumber } from './draw.ts'

/** Of the 64 digits of a SHA-256 these are the ticket: enough to be told apart, few enough to be read out. */
const ticketDigits = 8

/**
 * A talk's ticket: the lowest goes first. It depends on nothing but the seed and the number, so somebody who comes or
 * goes changes nobody else's, and anybody can check one with `printf '4817:3' | sha256sum`.
 */
export function ticketOf(seed: number, number: TalkNumber): string {
  return bytesToHex(sha256(utf8ToBytes(`${seed}:${number}`))).slice(0, ticketDigits)
}
