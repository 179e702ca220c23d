import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

// Loaded before the server's bundle by the load command: says on SIGUSR2 how late the event loop was since it was last
// asked, and the memory that is in use. The product itself measures nothing of the kind.
if (isMainThread) {
  const resolutionMs = 5
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  process.on('SIGUSR2', () => {
    const late = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolutionMs)
    const figures = { p99Ms: late(delay.percentile(99)), maxMs: late(delay.max) }
    process.stdout.write(`loop-delay ${JSON.stringify(figures)}\n`)
    delay.reset()
  })
}
