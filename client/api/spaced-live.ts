import type { LiveChange, LiveScope } from '../../shared/live.ts'
import { live, type LiveListener } from './live.ts'

interface Spacing {
  nouns: readonly LiveChange['noun'][]
  everyMs: number
}

/**
 * /live for views that change often while hundreds look at them: what is said of these nouns is passed on at most once
 * in `everyMs`, and a little later on some screens than on others, so that they do not all ask in the same instant.
 * Where changes may have been missed, that is one more change.
 */
export function spacedLive({ nouns, everyMs }: Spacing) {
  return {
    watch(scopes: readonly LiveScope[], listener: LiveListener): () => void {
      let timer: ReturnType<typeof setTimeout> | undefined
      let toldAt = -Infinity
      const tell = () => {
        timer = undefined
        toldAt = performance.now()
        listener('everything')
      }
      const stop = live.watch(scopes, (change) => {
        if (change !== 'everything' && !nouns.includes(change.noun)) return
        const rest = Math.max(0, toldAt + everyMs - performance.now())
        timer ??= setTimeout(tell, rest + (Math.random() * everyMs) / 2)
      })
      return () => {
        stop()
        clearTimeout(timer)
      }
    },
  }
}
