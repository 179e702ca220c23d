/** Where a text of a TeachMeet's documents stands, in words. */
export function placeName(root: string): string {
  return root === 'field:notes' ? 'Shared notes' : 'What you wrote'
}
