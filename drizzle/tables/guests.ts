import type { Dialect } from '../dialect.ts'
import type { GuestState, PassActView } from '../../shared/community/passes.ts'
import type { CommunityId, PassId, PersonId, SchoolId } from '../../shared/ids.ts'
import type { PassRole } from '../../shared/policy.ts'

/** The schools of a network; a school alone has one. */
export const schoolTables = (d: Dialect) => ({
  schools: d.table('schools', {
    id: d.text('id').$type<SchoolId>().primaryKey(),
    communityId: d.text('community_id').$type<CommunityId>().notNull(),
    name: d.text('name').notNull(),
    createdAt: d.time('created_at').notNull(),
    removedAt: d.time('removed_at'),
    isExample: d.flag('is_example').notNull(),
    /** Whom to tell when a pupil of this school may not be safe; null: whom the community names. */
    safeguardingContact: d.text('safeguarding_contact'),
  }),
})

/** Guests: who may come without an account, to one object, until when; and who has. */
export const guestTables = (d: Dialect) => ({
  passes: d.table(
    'passes',
    {
      id: d.text('id').$type<PassId>().primaryKey(),
      scopeKind: d.text('scope_kind').$type<'teachmeet' | 'study'>().notNull(),
      scopeId: d.text('scope_id').notNull(),
      role: d.text('role').$type<PassRole>().notNull(),
      label: d.text('label').notNull(),
      /** SHA-256 of the link's secret, hex. */
      secretHash: d.text('secret_hash').notNull(),
      /** argon2id; null: no PIN. */
      pinHash: d.text('pin_hash'),
      wrongPins: d.integer('wrong_pins').notNull(),
      hasLobby: d.flag('has_lobby').notNull(),
      /** The pass of an event's own join codes: made by the server, and not listed among links. */
      isJoinCode: d.flag('is_join_code').notNull(),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      endsAt: d.time('ends_at').notNull(),
      usesMax: d.integer('uses_max').notNull(),
      uses: d.integer('uses').notNull(),
      lastUsedAt: d.time('last_used_at'),
      revokedAt: d.time('revoked_at'),
      isExample: d.flag('is_example').notNull(),
    },
    (t) => [
      d.uniqueIndex('passes_secret').on(t.secretHash),
      d.index('passes_scope').on(t.scopeKind, t.scopeId),
    ],
  ),

  /** Short codes for typing and for the QR code of a hall; shown while they live, so they are not hashed. */
  joinCodes: d.table(
    'join_codes',
    {
      code: d.text('code').primaryKey(),
      passId: d.text('pass_id').$type<PassId>().notNull(),
      /** What the QR code carries besides: with it one comes straight in. */
      key: d.text('key').notNull(),
      createdAt: d.time('created_at').notNull(),
      endsAt: d.time('ends_at').notNull(),
    },
    (t) => [d.index('join_codes_pass').on(t.passId)],
  ),

  /** One person who came by a pass. Never a row of `people`, so that no list of people can hold them. */
  guests: d.table(
    'guests',
    {
      id: d.text('id').$type<PersonId>().primaryKey(),
      passId: d.text('pass_id').$type<PassId>().notNull(),
      name: d.text('name').notNull(),
      school: d.text('school'),
      colour: d.integer('colour').notNull(),
      state: d.text('state').$type<GuestState>().notNull(),
      /** SHA-256 of the seat's token, hex; null when no browser has it. */
      tokenHash: d.text('token_hash'),
      /** SHA-256 of the private return link's secret. */
      returnHash: d.text('return_hash'),
      cameAt: d.time('came_at').notNull(),
      lastSeenAt: d.time('last_seen_at').notNull(),
      /** Name and school are gone. */
      wipedAt: d.time('wiped_at'),
    },
    (t) => [
      d.index('guests_pass').on(t.passId),
      d.uniqueIndex('guests_token').on(t.tokenHash),
      d.uniqueIndex('guests_return').on(t.returnHash),
    ],
  ),
})

/** Everything that was done with a pass. */
export const passActTables = (d: Dialect) => ({
  passActs: d.table(
    'pass_acts',
    {
      id: d.text('id').primaryKey(),
      passId: d.text('pass_id').$type<PassId>().notNull(),
      at: d.time('at').notNull(),
      act: d.text('act').$type<PassActView['act']>().notNull(),
      guestId: d.text('guest_id').$type<PersonId>(),
      byId: d.text('by_id').$type<PersonId>(),
    },
    (t) => [d.index('pass_acts_pass').on(t.passId)],
  ),
})
