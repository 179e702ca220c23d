import { createHash, randomBytes, randomInt } from 'node:crypto'

/** No I, L, O and U: what is read aloud or typed from paper cannot be mistaken. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 12
/** Of a join code: short enough to be read from a wall and typed. */
const joinCodeLength = 6
/** What a QR code carries besides: 80 bits, which nobody types. */
const joinKeyLength = 16

/** 256 bits for an address bar. */
export function newLinkSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** 60 bits for paper, like 7K2M-Q9XD-4RTA. */
export function newCode(): string {
  return newLetters(codeLength).replace(/(.{4})(?=.)/g, '$1-')
}

/** A join code, and the key that makes a QR code of it. */
export const newJoinCode = () => newLetters(joinCodeLength)
export const newJoinKey = () => newLetters(joinKeyLength)

/** The join code that somebody typed, or the code and key of a QR code; null when it is neither. */
export function parseJoinCode(text: string): { code: string; key: string | null } | null {
  const letters = parseLetters(text)
  if (letters?.length === joinCodeLength) return { code: letters, key: null }
  if (letters?.length !== joinCodeLength + joinKeyLength) return null
  return { code: letters.slice(0, joinCodeLength), key: letters.slice(joinCodeLength) }
}

function newLetters(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/** What is kept of a secret. A printed code is the same in any case and spacing, and with O for 0 or I or L for 1. */
export function hashSecret(secret: string): string {
  return sha256(parseCode(secret) ?? secret.trim())
}

/** What is kept of a session's token. */
export function hashToken(token: string): string {
  return sha256(token)
}

function parseCode(text: string): string | null {
  const letters = parseLetters(text)
  return letters?.length === codeLength ? letters : null
}

/** In any case and spacing, and with O for 0 or I or L for 1; null when there is another letter. */
function parseLetters(text: string): string | null {
  const letters = text
    .replace(/[\s–—-]+/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return [...letters].every((letter) => alphabet.includes(letter)) ? letters : null
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
