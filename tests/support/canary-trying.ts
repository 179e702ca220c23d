import type { CommitmentView } from '../../shared/community/commitments.ts'
import type { Guest, OpenHouse } from './open-house.ts'
import { newId } from './study-world.ts'

/**
 * What the teacher tries, reports and notices for herself, and two visits by the observer: one whose notes she has, one
 * whose notes are not handed over.
 */
export async function plantTrying(
  house: OpenHouse,
  { teacher, observer }: { teacher: Guest; observer: Guest },
  planted: (place: string) => string,
): Promise<void> {
  const commitment = newId<'commitment'>()
  const at = `/api/commitments/${commitment}`
  const more = { doing: planted('what I will do'), help: planted('the help I want') }
  await house.view(teacher, 'POST', '/api/commitments', {
    ...{ id: commitment, idea: planted('what I try'), classCode: planted('8B').slice(0, 20), more },
  })
  await house.view<CommitmentView>(teacher, 'PUT', `${at}/report`, {
    ...{ id: newId(), version: 0, happened: planted('what happened'), next: planted('the next') },
    ...{ changed: planted('what I changed'), more: { advice: planted('the advice') } },
  })
  const noticed = { id: newId(), text: planted('what I noticed'), at: Date.now() }
  await house.view(teacher, 'POST', '/api/noticed', noticed)
  for (const isGiven of [true, false]) {
    const id = newId()
    const visit = { id, visitorId: observer.id, question: planted('the question of a visit') }
    await house.view(teacher, 'POST', '/api/visits', { ...visit, commitmentId: commitment })
    await house.view(observer, 'PATCH', `/api/visits/${id}`, {
      ...{ version: 1, saw: planted('what a visitor saw'), take: planted('what they take') },
      ...(isGiven ? { given: true } : {}),
    })
  }
}
