import { createHash, randomBytes, randomInt } from 'node:crypto'

/** No I, L, O and U: what is read aloud or typed from paper cannot be mistaken. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 12

/** 256 bits for an address bar. */
export function newLinkSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** 60 bits for paper, like 7K2M-Q9XD-4RTA. */
export function newCode(): string {
  const letters = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
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
  const letters = text
    .replace(/[\s–—-]+/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  const isCode = letters.length === codeLength && [...letters].every((l) => alphabet.includes(l))
  return isCode ? letters : null
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
