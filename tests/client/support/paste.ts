/** Pastes into an editor, as the browser would hand it over. */
export function paste(editor: Element, data: { html?: string; text?: string }): void {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  const byType: Record<string, string | undefined> = {
    'text/html': data.html,
    'text/plain': data.text,
  }
  const getData = (type: string) => byType[type] ?? ''
  editor.dispatchEvent(Object.assign(event, { clipboardData: { getData, files: [], types: [] } }))
}
