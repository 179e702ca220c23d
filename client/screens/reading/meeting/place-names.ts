/** Where a text of a meeting's documents stands, in words. */
export function placeName(root: string): string {
  if (root.startsWith('field:')) return 'Notes of the meeting'
  return 'What you wrote for everybody'
}
