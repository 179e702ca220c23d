/** The box of the next or previous cell on the page, in the order in which they are read. */
export function neighbourCell(
  cell: HTMLElement,
  direction: 'next' | 'previous',
): HTMLElement | null {
  const cells = [...cell.ownerDocument.querySelectorAll<HTMLElement>('.cell')]
  const step = direction === 'next' ? 1 : -1
  for (let at = cells.indexOf(cell) + step; at >= 0 && at < cells.length; at += step) {
    const box = cells[at]?.querySelector<HTMLElement>('[data-cell-box]')
    // Cells of the other form, or in a closed part of the page, are there and not shown.
    if (box && isShown(box)) return box
  }
  return null
}

function isShown(element: HTMLElement): boolean {
  return (
    element.closest('[hidden], [inert]') === null && getComputedStyle(element).display !== 'none'
  )
}
