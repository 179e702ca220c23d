/** Ids as the product makes them. */
export const ids = {
  document: '01JD0000000000000000000001',
  amira: '01JD00000000000000000000A1',
  ben: '01JD00000000000000000000B1',
} as const

/** A network on which nothing ever opens. */
export function noSocket(): typeof WebSocket {
  class SilentSocket {
    readonly readyState = 0
    onopen = null
    onmessage = null
    onerror = null
    onclose = null
    send(): void {
      throw new Error('nothing is open')
    }
    close(): void {}
  }
  return SilentSocket as unknown as typeof WebSocket
}
