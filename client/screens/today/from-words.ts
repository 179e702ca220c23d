import type { ActionView } from '../../../shared/community/actions.ts'

/** Where an action comes from: "From lesson 1, Amira added it." Nothing for one's own. */
export function fromWords({ lessonNumber, createdBy, owner }: ActionView): string {
  const from = lessonNumber === null ? '' : `From lesson ${lessonNumber}`
  const by = createdBy && createdBy.id !== owner?.id ? `${createdBy.name} added it` : ''
  const words = [from, by].filter((part) => part !== '').join(', ')
  return words === '' ? '' : `${words}.`
}
