/** What a connection knows of its socket. The real one is in socket.ts; the simulation has its own. */
export interface Wire {
  /** Sends one frame. After `close` or `terminate` it does nothing. */
  send(frame: Uint8Array): void
  close(code: number, reason: string): void
  /** Ends without another word: for a reader who does not read. */
  terminate(): void
  /** Bytes that were sent and have not left yet. Call `Connection.drained` when they have. */
  bufferedBytes(): number
  /** Stops and goes on reading; frames already read may still arrive. */
  pause(): void
  resume(): void
}
