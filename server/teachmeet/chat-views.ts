import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { ChatView, MessageView } from '../../shared/teachmeet/live.ts'
import type { ComerView } from '../../shared/teachmeet/talks.ts'
import type { Queryable } from '../storage/storage.ts'
import type { MessageRow } from './chat-queries.ts'
import { listMessages } from './chat-queries.ts'
import { listComers } from './comer-queries.ts'
import type { SharedReads } from './shared-reads.ts'
import type { Standing } from './standing.ts'

/** What came or changed after `since`, as one person reads it. */
export async function chatView(
  q: Queryable,
  reads: SharedReads,
  { standing, since }: { standing: Standing; since: number },
): Promise<ChatView> {
  const { meet } = standing
  const read = () => readChat(q, meet.id, since)
  const { messages, writers } = await reads.get(meet, { noun: 'chat', key: String(since) }, read)
  const newest = messages[0]?.row.cursor ?? since
  return {
    messages: messages
      .map(({ row, isHost }) => messageView(row, { standing, writers, isHost }))
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
    cursor: String(newest),
    isLocked: meet.isChatLocked,
  }
}

async function readChat(q: Queryable, id: TeachMeetId, since: number) {
  const messages = await listMessages(q, id, since)
  const ids = messages.map(({ row }) => row.byId)
  return { messages, writers: await comersById(q, id, ids) }
}

/** People of a TeachMeet as others see them, by id. */
export async function comersById(
  q: Queryable,
  id: TeachMeetId,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, ComerView>> {
  return new Map((await listComers(q, id, people)).map((person) => [person.id, person]))
}

interface Reading {
  standing: Standing
  writers: ReadonlyMap<PersonId, ComerView>
  /** Its writer is. */
  isHost: boolean
}

function messageView(row: MessageRow, { standing, writers, isHost }: Reading): MessageView {
  const isMine = row.byId === standing.me
  const isHidden = row.hiddenAt !== null
  const isReadable = !isHidden || isMine || standing.role === 'host'
  return {
    ...{ id: row.id, by: writers.get(row.byId) ?? null, isHost },
    ...{ text: isReadable ? row.text : null, isHidden, at: row.at, isMine },
  }
}

/** One message that somebody has written or changed. */
export async function messageAnswer(
  q: Queryable,
  standing: Standing,
  row: MessageRow,
): Promise<MessageView> {
  const { messages, writers } = await readChat(q, standing.meet.id, row.cursor - 1)
  const isHost = messages.some((one) => one.row.id === row.id && one.isHost)
  return messageView(row, { standing, writers, isHost })
}
