import type { DocumentId, TalkId, TeachMeetId } from '../../../shared/ids.ts'
import { fragmentOf } from '../../../shared/lesson-study/plan.ts'
import { DocumentConnection } from './document-connection.ts'
import type { ExampleComer, ExampleMeet } from './example-meet.ts'
import type { ExampleVisitor } from './example-visitor.ts'
import { addRichText } from './rich-text.ts'
import type { Writing } from './writing.ts'

/** What the parts of an example TeachMeet need of one another. */
export interface MeetWriting {
  writing: Writing
  meet: ExampleMeet
  id: TeachMeetId
  /** `/api/teachmeets/<id>` */
  path: string
  /** Everybody who comes, guests in their seats. */
  comers: ReadonlyMap<ExampleComer, ExampleVisitor>
  /** Talks by their keys. */
  talks: ReadonlyMap<string, TalkId>
}

export function comerOf({ comers }: Pick<MeetWriting, 'comers'>, name: ExampleComer) {
  const comer = comers.get(name)
  if (!comer) throw new Error(`${name} does not come to the example TeachMeet`)
  return comer
}

export function talkOf({ talks }: Pick<MeetWriting, 'talks'>, key: string): TalkId {
  const id = talks.get(key)
  if (id === undefined) throw new Error(`there is no talk ${key} in the example TeachMeet`)
  return id
}

/** What somebody adds to a page of notes. */
export async function writeNotes(
  at: Pick<MeetWriting, 'writing' | 'comers'>,
  { documentId, epoch }: { documentId: DocumentId; epoch: string },
  { by, text }: { by: ExampleComer; text: string },
): Promise<void> {
  const { cookie, id: person } = comerOf(at, by)
  const { base } = at.writing
  const connection = await DocumentConnection.open({
    ...{ base, cookie, person, epoch },
    document: documentId,
  })
  try {
    await connection.write((doc) => addRichText(fragmentOf(doc, 'field:notes'), text))
  } finally {
    connection.close()
  }
}
