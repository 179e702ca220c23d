/** The names are in sight first; then the order comes, all of it in little more than a second (DESIGN.md, Motion). */
const firstMs = 500
const allMs = 1_100

/** How many lines of an order that was drawn so long ago are shown by now. */
export function shownOfDraw(lines: number, sinceMs: number): number {
  if (sinceMs >= firstMs + allMs) return lines
  return Math.max(0, Math.floor(((sinceMs - firstMs) / allMs) * lines))
}
