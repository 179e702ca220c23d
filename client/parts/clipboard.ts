import { toasts } from './toasts.svelte.ts'

/** Puts words on the clipboard and says how that went. */
export async function copyText(words: string): Promise<void> {
  if ((await copyByClipboard(words)) || copyBySelection(words)) {
    toasts.show('Copied.')
  } else {
    toasts.fail('Copying is not allowed here. Select the words and copy them yourself.')
  }
}

async function copyByClipboard(words: string): Promise<boolean> {
  // Over plain http, as on many a school's own network, there is no clipboard.
  if (!window.isSecureContext) return false
  try {
    await navigator.clipboard.writeText(words)
    return true
  } catch {
    return false
  }
}

function copyBySelection(words: string): boolean {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = words
  document.body.append(area)
  area.select()
  // Deprecated, and the only way without a secure context.
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
