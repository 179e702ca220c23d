import { ulid } from 'ulid'
import type { Clock, Random } from './sync/ports.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

/** Chance for spreading and ids. Secrets come from node:crypto where they are made. */
export const systemRandom: Random = {
  next: () => Math.random(),
  id: () => ulid(),
}
