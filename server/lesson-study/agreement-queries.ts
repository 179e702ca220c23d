import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { AgreementId, PersonId, StudyId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

type AgreementRow = Tables['studyAgreements']['$inferSelect']
type SignRow = Tables['studyAgreementSigns']['$inferSelect']

/** One wording of what a study agreed, with who wrote it and who agrees. */
export interface Agreement extends AgreementRow {
  writer: PersonView | null
  signs: { at: number; person: PersonView | null }[]
}

/** Every wording of a study's agreement, newest first. */
export async function listAgreements(
  { db, tables: t }: Queryable,
  studyId: StudyId,
): Promise<Agreement[]> {
  const person = { id: t.people.id, name: t.people.name, colour: t.people.colour }
  const rows = await db
    .select({ row: t.studyAgreements, writer: person })
    .from(t.studyAgreements)
    .leftJoin(t.people, eq(t.people.id, t.studyAgreements.createdBy))
    .where(eq(t.studyAgreements.studyId, studyId))
    .orderBy(desc(t.studyAgreements.version))
  if (rows.length === 0) return []
  const signs = await db
    .select({ sign: t.studyAgreementSigns, person })
    .from(t.studyAgreementSigns)
    .leftJoin(t.people, eq(t.people.id, t.studyAgreementSigns.personId))
    .where(
      inArray(
        t.studyAgreementSigns.agreementId,
        rows.map(({ row }) => row.id),
      ),
    )
    .orderBy(asc(t.studyAgreementSigns.at), asc(t.studyAgreementSigns.personId))
  return rows.map(({ row, writer }) => ({
    ...row,
    writer,
    signs: signs
      .filter(({ sign }) => sign.agreementId === row.id)
      .map(({ sign, person: who }) => ({ at: sign.at, person: who })),
  }))
}

export async function hasSigned(
  { db, tables: t }: Queryable,
  agreementId: AgreementId,
  personId: PersonId,
): Promise<boolean> {
  const [found] = await db
    .select({ at: t.studyAgreementSigns.at })
    .from(t.studyAgreementSigns)
    .where(
      and(
        eq(t.studyAgreementSigns.agreementId, agreementId),
        eq(t.studyAgreementSigns.personId, personId),
      ),
    )
  return found !== undefined
}

export async function insertAgreement(
  { db, tables: t }: Queryable,
  row: AgreementRow,
): Promise<void> {
  await db.insert(t.studyAgreements).values(row)
}

export async function insertSign({ db, tables: t }: Queryable, row: SignRow): Promise<void> {
  await db.insert(t.studyAgreementSigns).values(row)
}
