import type { Dialect } from '../dialect.ts'
import type { CommunityId, PersonId, ThemeId } from '../../shared/ids.ts'

export const communityTables = (d: Dialect) => ({
  communities: d.table('communities', {
    id: d.text('id').$type<CommunityId>().primaryKey(),
    /** The school's name. */
    name: d.text('name').notNull(),
    /** BCP 47: en-GB, cy … */
    locale: d.text('locale').notNull(),
    /** IANA: Europe/London … */
    timeZone: d.text('time_zone').notNull(),
    createdAt: d.time('created_at').notNull(),
    /** Whom to tell when a pupil may not be safe, as the school puts it; shown to interviewers. */
    safeguardingContact: d.text('safeguarding_contact'),
  }),

  themes: d.table(
    'themes',
    {
      id: d.text('id').$type<ThemeId>().primaryKey(),
      communityId: d.text('community_id').$type<CommunityId>().notNull(),
      title: d.text('title').notNull(),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      closedAt: d.time('closed_at'),
      isExample: d.flag('is_example').notNull(),
    },
    (t) => [d.index('themes_community').on(t.communityId)],
  ),
})
