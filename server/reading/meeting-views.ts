import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { MeetingGroupView, MeetingView } from '../../shared/reading/meeting.ts'
import { personView } from '../accounts/queries.ts'
import type { RunRow } from '../community/run-queries.ts'
import { listRuns } from '../community/run-queries.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Club } from './club-queries.ts'
import type { ClubDocument } from './document-queries.ts'
import { listClubDocuments } from './document-queries.ts'
import type { MarkRow } from './mark-queries.ts'
import { listMarks } from './mark-queries.ts'
import type { GroupRow, MeetingRow } from './meeting-queries.ts'
import { listGroups, listMeetings } from './meeting-queries.ts'
import { documentView } from './shelf.ts'
import { marksByStatement } from './statement-marks.ts'

/** Everything that views of a club's meetings are made of. */
interface Shown {
  people: PersonView[]
  reader: PersonId
  runs: RunRow[]
  groups: GroupRow[]
  marks: MarkRow[]
  documents: ClubDocument[]
}

/** The meetings of a club as one of its people sees them: by date, without one last. */
export async function meetingViews(
  q: Queryable,
  club: Club,
  reader: PersonId,
): Promise<MeetingView[]> {
  const meetings = await listMeetings(q, club.row.id)
  const ids = meetings.map((meeting) => meeting.id)
  const shown: Shown = {
    reader,
    people: club.people.map(personView),
    runs: await listRuns(q, 'meeting', ids),
    groups: await listGroups(q, ids),
    marks: await listMarks(q, ids),
    documents: meetings.length === 0 ? [] : await listClubDocuments(q, [club.row.id]),
  }
  return meetings.map((meeting, index) => meetingView(meeting, index + 1, shown))
}

function meetingView(meeting: MeetingRow, number: number, shown: Shown): MeetingView {
  const { id, clubId, form, date, startsAt, place, chapterId, passage, protocol } = meeting
  const run = shown.runs.find((one) => one.subjectId === id)
  const named = (person: PersonId | null) => shown.people.find((one) => one.id === person) ?? null
  const marks = shown.marks.filter((mark) => mark.meetingId === id)
  const groups = shown.groups.filter((group) => group.meetingId === id)
  const documents = shown.documents.filter((document) => document.subjectId === id)
  return {
    ...{ id, clubId, number, form, date, startsAt, place, chapterId, passage, protocol },
    chair: named(meeting.chairId),
    state: run?.state ?? 'planned',
    openedAt: run?.openedAt ?? null,
    closedAt: run?.closedAt ?? null,
    here: meeting.here.map(named).filter((person) => person !== null),
    groups: groups.map((group) => groupView(group, named)),
    documents: documents.map(documentView),
    myMarks: Object.fromEntries(
      marks
        .filter((mark) => mark.personId === shown.reader)
        .map(({ statement, mark }) => [statement, mark]),
    ),
    marks: meeting.marksShownAt === null ? null : marksByStatement(marks),
  }
}

function groupView(
  { id, number, stepKey, people }: GroupRow,
  named: (person: PersonId) => PersonView | null,
): MeetingGroupView {
  const views = people.map(named).filter((person) => person !== null)
  return { id, number, stepKey, people: views }
}
