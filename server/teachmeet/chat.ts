import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { MessageId } from '../../shared/ids.ts'
import { messagesPerMinuteMax, messagesPerTeachMeetMax } from '../../shared/limits.ts'
import type { AddMessage, wordsActSchema } from '../../shared/teachmeet/live.ts'
import { notFound } from '../http/errors.ts'
import type { MessageRow } from './chat-queries.ts'
import { findMessage, insertMessage, measureChat, updateMessage } from './chat-queries.ts'
import { insertModeration } from './moderation-queries.ts'
import type { Saying } from './standing.ts'
import { refuseAllButHosts, refuseUnheard } from './standing.ts'

const minuteMs = 60_000

/** Says something in the chat; `isNew` is false when it stands there already. What is refused is not lost: its page keeps it. */
export async function addMessage(
  saying: Saying,
  { id, text }: AddMessage,
): Promise<{ row: MessageRow; isNew: boolean }> {
  const { q, meet, me, now } = saying
  const known = await findMessage(q, id)
  if (known?.teachMeetId === meet.id && known.byId === me) return { row: known, isNew: false }
  if (known !== null) throw new AppError('taken', 'This could not be sent. Please try again.')
  refuseUnheard(saying, ['open', 'live'])
  refuseLocked(saying)
  const chat = await measureChat(q, meet.id, { by: me, since: now - minuteMs })
  if (chat.recent >= messagesPerMinuteMax) {
    throw new AppError(
      'too-many',
      'That was a lot at once. Take a breath, then send this one again.',
    )
  }
  if (chat.count >= messagesPerTeachMeetMax) {
    throw new AppError('conflict', 'The chat is full. The shared notes have room.')
  }
  const row: MessageRow = {
    ...{ id, teachMeetId: meet.id, cursor: chat.cursor + 1, byId: me, text, at: now },
    ...{ hiddenAt: null, hiddenBy: null },
  }
  await insertMessage(q, row)
  return { row, isNew: true }
}

function refuseLocked({ meet, role }: Saying): void {
  if (meet.chatWipedAt !== null) throw new AppError('conflict', 'The chat has been wiped.')
  if (!meet.isChatLocked || role === 'host') return
  throw new AppError('conflict', 'The hosts have closed the chat for now. You can still read it.')
}

type WordsActs = z.output<typeof wordsActSchema>

/** Hides a message, or shows it again; hosts what others wrote, with a line in the log, and everybody their own. */
export async function changeMessage(
  saying: Saying,
  id: MessageId,
  { act, reason }: WordsActs,
): Promise<{ row: MessageRow; isNew: boolean }> {
  const { q, meet, me, now, newId } = saying
  const row = await findMessage(q, id)
  if (row?.teachMeetId !== meet.id) throw notFound()
  if (act !== 'hide' && act !== 'show') throw new AppError('invalid', 'Questions are answered.')
  const isOwn = row.byId === me
  const isTakenBack = row.hiddenBy === row.byId
  if (!isOwn) refuseAllButHosts(saying)
  if ((act === 'hide') === (row.hiddenAt !== null)) return { row, isNew: false }
  if (act === 'show') {
    if (isOwn && !isTakenBack) refuseAllButHosts(saying)
    if (!isOwn && isTakenBack) {
      throw new AppError('conflict', 'Whoever wrote this took it back themselves.')
    }
  }
  const { cursor } = await measureChat(q, meet.id, { by: me, since: now })
  const hidden = act === 'hide' ? { hiddenAt: now, hiddenBy: me } : nothingHidden
  const values = { ...hidden, cursor: cursor + 1 }
  await updateMessage(q, id, values)
  if (!isOwn) {
    await insertModeration(q, {
      ...{ id: newId(), teachMeetId: meet.id, at: now, byId: me, aboutId: row.byId },
      ...{ act: `${act}-message`, words: act === 'hide' ? row.text : '', reason },
    })
  }
  return { row: { ...row, ...values }, isNew: true }
}

const nothingHidden = { hiddenAt: null, hiddenBy: null }
