import { isValid } from 'ulid'

declare const brand: unique symbol

/** A ULID (26 characters, Crockford base 32, upper case) of one noun; made by the client or the server, accepted once. */
export type Id<Noun extends string> = string & { readonly [brand]: Noun }

export type PersonId = Id<'person'>
export type CommunityId = Id<'community'>
export type InvitationId = Id<'invitation'>
export type ThemeId = Id<'theme'>
export type StudyId = Id<'study'>
export type LessonId = Id<'lesson'>
export type CasePupilId = Id<'case-pupil'>
export type RowId = Id<'row'>
export type DocumentId = Id<'document'>
export type NoteId = Id<'note'>
export type StageMarkId = Id<'stage-mark'>
export type InterviewId = Id<'interview'>
export type AgreementId = Id<'agreement'>
export type RunId = Id<'run'>
export type ClaimId = Id<'claim'>
export type DecisionId = Id<'decision'>
export type ActionId = Id<'action'>
export type ClubId = Id<'club'>
export type TextId = Id<'text'>
export type ChapterId = Id<'chapter'>
export type AnnotationId = Id<'annotation'>
export type ReplyId = Id<'reply'>
export type MeetingId = Id<'meeting'>
export type MeetingGroupId = Id<'meeting-group'>
export type VoteRoundId = Id<'vote-round'>
export type IdeaId = Id<'idea'>
export type CommitmentId = Id<'commitment'>
export type TryReportId = Id<'try-report'>
export type PeerVisitId = Id<'peer-visit'>
export type NoticedId = Id<'noticed'>
export type WeeklyIdeaId = Id<'weekly-idea'>
export type ProtocolId = Id<'protocol'>
export type SchoolId = Id<'school'>
export type PassId = Id<'pass'>
export type TeachMeetId = Id<'teachmeet'>
export type SeriesId = Id<'series'>
export type TalkId = Id<'talk'>
export type DrawId = Id<'draw'>
export type TalkTableId = Id<'talk-table'>
export type MessageId = Id<'message'>
export type QuestionId = Id<'question'>
export type TakeAwayId = Id<'take-away'>
export type SuggestionId = Id<'suggestion'>

/** The author of what the server itself writes (a document's initial content). No person ever has this id. */
export const serverPersonId = '00000000000000000000000000' as PersonId

const ulidPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/** Whether a text from outside is a ULID in the one spelling we keep. */
export function isId(text: unknown): text is Id<string> {
  return typeof text === 'string' && ulidPattern.test(text) && isValid(text)
}

/** A branded id from outside text, or null when it is none. */
export function parseId<Noun extends string>(text: unknown): Id<Noun> | null {
  return isId(text) ? (text as Id<Noun>) : null
}
