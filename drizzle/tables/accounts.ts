import type { Dialect } from '../dialect.ts'
import type { ClubId, PersonId, SchoolId, StudyId } from '../../shared/ids.ts'
import type { StudyRole } from '../../shared/policy.ts'

export const accountTables = (d: Dialect) => ({
  people: d.table(
    'people',
    {
      id: d.text('id').$type<PersonId>().primaryKey(),
      name: d.text('name').notNull(),
      /** The name as sign-in compares it (shared/accounts/name.ts). */
      nameKey: d.text('name_key').notNull(),
      mail: d.text('mail'),
      mailKey: d.text('mail_key'),
      /** argon2id in its own notation; null until a password was chosen. */
      passwordHash: d.text('password_hash'),
      isAdmin: d.flag('is_admin').notNull(),
      isLead: d.flag('is_lead').notNull(),
      /** 1–8: the people colours of tokens.css. */
      colour: d.integer('colour').notNull(),
      /** The school of a network they belong to; null: the community's own. */
      schoolId: d.text('school_id').$type<SchoolId>(),
      /** active, left */
      state: d.text('state').$type<'active' | 'left'>().notNull(),
      /** Part of the example community, removed with it. */
      isExample: d.flag('is_example').notNull(),
      createdAt: d.time('created_at').notNull(),
    },
    (t) => [
      d.uniqueIndex('people_name_key').on(t.nameKey),
      d.uniqueIndex('people_mail_key').on(t.mailKey),
    ],
  ),

  sessions: d.table(
    'sessions',
    {
      /** SHA-256 of the token, hex. */
      tokenHash: d.text('token_hash').primaryKey(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      lastUsedAt: d.time('last_used_at').notNull(),
      expiresAt: d.time('expires_at').notNull(),
    },
    (t) => [d.index('sessions_person').on(t.personId)],
  ),

  /** Ways in: the owner link, invitation links, printed codes, reset codes. Only the secret's hash is kept. */
  invitations: d.table(
    'invitations',
    {
      id: d.text('id').primaryKey(),
      kind: d.text('kind').$type<'owner' | 'link' | 'code' | 'reset'>().notNull(),
      secretHash: d.text('secret_hash').notNull(),
      /** Whom a reset code is for. */
      personId: d.text('person_id').$type<PersonId>(),
      /** The study that whoever joins finds themselves in. */
      studyId: d.text('study_id').$type<StudyId>(),
      studyRole: d.text('study_role').$type<StudyRole>(),
      /** The club that whoever joins finds themselves in. */
      clubId: d.text('club_id').$type<ClubId>(),
      /** The school that whoever joins belongs to. */
      schoolId: d.text('school_id').$type<SchoolId>(),
      /** The sheet a printed code belongs to. */
      sheet: d.text('sheet'),
      createdBy: d.text('created_by').$type<PersonId>(),
      createdAt: d.time('created_at').notNull(),
      expiresAt: d.time('expires_at').notNull(),
      usesMax: d.integer('uses_max').notNull(),
      uses: d.integer('uses').notNull(),
      revokedAt: d.time('revoked_at'),
    },
    (t) => [
      d.uniqueIndex('invitations_secret').on(t.secretHash),
      d.index('invitations_creator').on(t.createdBy),
    ],
  ),
})
