import type { Page } from '@playwright/test'

/**
 * The sockets of a page's documents, which a test can hold: nothing of what either side says arrives until they are let
 * go. What the page said meanwhile is lost, as on a line that was about to break.
 */
export class HeldSockets {
  #isHeld = false
  #held: (() => void)[] = []

  /** Before the page is opened. */
  static async of(page: Page): Promise<HeldSockets> {
    const sockets = new HeldSockets()
    await page.routeWebSocket(/\/sync\//, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((message) => {
        if (!sockets.#isHeld) server.send(message)
      })
      server.onMessage((message) => void sockets.#orHold(() => socket.send(message)))
      server.onClose((code, reason) => {
        const why = { ...(code ? { code } : {}), ...(reason ? { reason } : {}) }
        sockets.#orHold(() => void socket.close(why))
      })
    })
    return sockets
  }

  hold(): void {
    this.#isHeld = true
  }

  letGo(): void {
    this.#isHeld = false
    for (const act of this.#held.splice(0)) act()
  }

  #orHold(act: () => void): void {
    if (this.#isHeld) this.#held.push(act)
    else act()
  }
}
