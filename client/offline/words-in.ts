/** What somebody wrote in a request, without the ids and states round it: texts of more than one word. */
export function wordsIn(body: unknown): string {
  if (typeof body === 'string') return /\S\s+\S/.test(body) ? body : ''
  if (typeof body !== 'object' || body === null) return ''
  return Object.values(body)
    .map((value) => wordsIn(value))
    .filter((words) => words !== '')
    .join('\n')
}
