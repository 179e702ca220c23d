import { AppError } from '../../shared/errors.ts'
import type { AgreementId, PersonId } from '../../shared/ids.ts'
import { saysTheSameNorms, starterNorms } from '../../shared/lesson-study/agreement.ts'
import { agreementVersionsMax } from '../../shared/limits.ts'
import type { Agreement } from './agreement-queries.ts'
import { hasSigned, insertAgreement, insertSign, listAgreements } from './agreement-queries.ts'
import type { Change } from './study-change.ts'
import { sayAct } from './teaching.ts'

/** A new wording, to be agreed anew; whoever writes it agrees to it. The wordings before stay readable. */
export async function changeAgreement(
  change: Change,
  { base, norms, by }: { base: number; norms: readonly string[]; by: PersonId },
): Promise<boolean> {
  const [newest] = await listAgreements(change.q, change.study.row.id)
  const version = newest?.version ?? 0
  if (newest && saysTheSameNorms(newest.norms, norms)) return false
  if (base !== version) throw changedMeanwhile(newest)
  if (version >= agreementVersionsMax) {
    throw new AppError('conflict', 'This agreement has been changed as often as there is room for.')
  }
  await addVersion(change, { version: version + 1, norms, by })
  await sayAct(change, { kind: 'agreement-changed', lessonId: null, by })
  return true
}

/** One person agrees, once. To agree before there is a wording is to agree to the starter set. */
export async function signAgreement(
  change: Change,
  { version, by }: { version: number; by: PersonId },
): Promise<boolean> {
  const { q, study, now } = change
  const [newest] = await listAgreements(q, study.row.id)
  if (!newest) {
    if (version !== 0) throw changedMeanwhile(undefined)
    await addVersion(change, { version: 1, norms: starterNorms, by })
    return true
  }
  // Two people may agree to the starter set in the same moment: they agree to the same words.
  const isSame =
    version === newest.version || (version === 0 && saysTheSameNorms(newest.norms, starterNorms))
  if (!isSame) throw changedMeanwhile(newest)
  if (await hasSigned(q, newest.id, by)) return false
  await insertSign(q, { agreementId: newest.id, personId: by, at: now })
  return true
}

async function addVersion(
  { q, study, now, newId }: Change,
  { version, norms, by }: { version: number; norms: readonly string[]; by: PersonId },
): Promise<void> {
  const id = newId() as AgreementId
  await insertAgreement(q, {
    ...{ id, studyId: study.row.id, version, norms: [...norms] },
    ...{ createdBy: by, createdAt: now },
  })
  await insertSign(q, { agreementId: id, personId: by, at: now })
}

function changedMeanwhile(newest: Agreement | undefined): AppError {
  const who = newest?.writer?.name ?? 'Somebody'
  return new AppError(
    'conflict',
    `${who} changed the wording a moment before you. Read it again before you go on.`,
  )
}
