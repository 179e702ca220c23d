import { pino } from 'pino'
import type { Log } from './sync/ports.ts'

/** One JSON line an event on standard error: names of events and ids, never what somebody wrote. */
export function openLog(level: string): Log {
  const logger = pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
  return {
    info: (event, facts) => logger.info(facts, event),
    warn: (event, facts) => logger.warn(facts, event),
    error: (event, facts) => logger.error(facts, event),
  }
}
