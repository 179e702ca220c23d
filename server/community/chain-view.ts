import type { PersonView } from '../../shared/accounts/api.ts'
import type { ChainView } from '../../shared/community/chain.ts'
import type { PersonId, StudyId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'
import { listClaims, listDecisions, listFollowing } from './chain-queries.ts'
import { listPeopleById } from './queries.ts'

/** Every claim and decision of a study, with the names of whoever made them, who may have left since. */
export async function chainView(q: Queryable, study: StudyId): Promise<ChainView> {
  const [claims, decisions, following] = await Promise.all([
    listClaims(q, study),
    listDecisions(q, study),
    listFollowing(q, study),
  ])
  const ids = new Set<PersonId>([
    ...claims.flatMap((claim) => [claim.createdBy, claim.changedBy]),
    ...decisions.flatMap(({ createdBy, changedBy, stateBy, ownerId }) =>
      [createdBy, changedBy, stateBy, ownerId].filter((id) => id !== null),
    ),
    ...following.map((action) => action.ownerId),
  ])
  const people = await listPeopleById(q, [...ids])
  const named = (id: PersonId | null): PersonView | null =>
    people.find((person) => person.id === id) ?? null
  return {
    claims: claims.map(({ studyId: _, droppedAt, createdBy, changedBy, ...claim }) => ({
      ...claim,
      createdBy: named(createdBy),
      changedBy: named(changedBy),
      isDropped: droppedAt !== null,
    })),
    decisions: decisions.map(
      ({ studyId: _, ownerId, stateBy, createdBy, createdAt: __, changedBy, ...decision }) => ({
        ...decision,
        owner: named(ownerId),
        stateBy: named(stateBy),
        createdBy: named(createdBy),
        changedBy: named(changedBy),
        actions: following
          .filter((action) => action.decisionId === decision.id)
          .map(({ id, kind, ownerId: owner }) => ({ id, kind, owner: named(owner) })),
      }),
    ),
  }
}
