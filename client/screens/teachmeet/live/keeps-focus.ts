/**
 * An attachment for a part whose rows and buttons come and go by themselves. What had the focus there gets it back when
 * its row has only moved; where it is gone, the part takes it, so that nobody who goes by keys is sent to the page's
 * beginning. Not for parts with an editor, which puts another in its place as it is left.
 */
export function keepsFocus(part: HTMLElement): () => void {
  let last: HTMLElement | null = null
  const events = new AbortController()
  const { signal } = events
  const came = ({ target }: Event) => {
    last = target instanceof HTMLElement && part.contains(target) ? target : null
  }
  window.addEventListener('focusin', came, { signal })
  // Whoever goes elsewhere, by Tab or by pointing, lets go of it.
  const left = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null) last = null
  }
  part.addEventListener('focusout', left, { signal })
  window.addEventListener('pointerdown', () => (last = null), { signal, capture: true })
  const changes = new MutationObserver(() => {
    if (last === null || document.activeElement !== document.body) return
    const isThere = last.isConnected && !last.matches(':disabled')
    ;(isThere ? last : part).focus({ preventScroll: true })
  })
  changes.observe(part, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => {
    events.abort()
    changes.disconnect()
  }
}
