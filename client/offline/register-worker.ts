/** How long a page may take to settle before the rest of the client is fetched beside it. */
const settledMsMax = 5_000

/**
 * Keeps the client on this device (service-worker.ts), once the page has what it needs itself. Development has no
 * worker: it would serve yesterday's code.
 */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const register = () => void keepHere(navigator.serviceWorker)
  // Safari has no idle callback.
  const settle = () =>
    'requestIdleCallback' in window
      ? requestIdleCallback(register, { timeout: settledMsMax })
      : setTimeout(register, 1_000)
  if (document.readyState === 'complete') settle()
  else window.addEventListener('load', settle, { once: true })
}

async function keepHere(container: ServiceWorkerContainer): Promise<void> {
  try {
    await container.register('/sw.js', { updateViaCache: 'none' })
    const { active } = await container.ready
    active?.postMessage({ entry: new URL(import.meta.url).pathname })
  } catch {
    // Switched off, or storage is full: Staffroom works as a page from the network does.
  }
}
