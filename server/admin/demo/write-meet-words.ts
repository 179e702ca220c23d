import type { MessageId, QuestionId, TakeAwayId } from '../../../shared/ids.ts'
import type { TeachMeetView } from '../../../shared/teachmeet/api.ts'
import type { MeetWriting } from './meet-writing.ts'
import { comerOf, talkOf, writeNotes } from './meet-writing.ts'
import { together } from './writing.ts'

/** What people wrote while it went on: notes, chat, questions, what they take away, thanks. */
export async function writeWords(at: MeetWriting): Promise<void> {
  const view = await comerOf(at, at.meet.host).ask<TeachMeetView>('GET', at.path)
  await together([
    writePages(at, view),
    writeChat(at),
    askQuestions(at),
    takeAway(at),
    sayThanks(at),
  ])
}

async function writePages(at: MeetWriting, view: TeachMeetView): Promise<void> {
  const { meet } = at
  const pages = meet.talks.map(async ({ key, notes }) => {
    const talk = view.talks.find((one) => one.id === talkOf(at, key))
    // One after the other: the second goes on where the first has come to.
    for (const part of notes) await writeNotes(at, talk!.notes, part)
  })
  const tables = meet.tables.map(async ({ theme, notes }) => {
    const table = view.tables.find((one) => one.theme === theme)
    if (notes !== null) await writeNotes(at, table!.notes, notes)
  })
  await together([...pages, ...tables, writeNotes(at, view.notes, meet.notes)])
}

async function writeChat(at: MeetWriting): Promise<void> {
  for (const { by, text } of at.meet.chat) {
    const id = at.writing.random.id() as MessageId
    await comerOf(at, by).ask('POST', `${at.path}/chat`, { id, text })
  }
}

async function askQuestions(at: MeetWriting): Promise<void> {
  for (const { by, talk, text, votes, isAnswered } of at.meet.questions) {
    const id = at.writing.random.id() as QuestionId
    const asked = { id, talkId: talkOf(at, talk), text }
    await comerOf(at, by).ask('POST', `${at.path}/questions`, asked)
    const vote = `/api/questions/${id}/vote`
    await together(votes.map((voter) => comerOf(at, voter).ask('PUT', vote)))
    if (!isAnswered) continue
    const act = { act: 'answered' }
    await comerOf(at, at.meet.host).ask('POST', `/api/questions/${id}/acts`, act)
  }
}

async function takeAway(at: MeetWriting): Promise<void> {
  for (const { by, talk, text, classCode } of at.meet.takeAways) {
    const id = at.writing.random.id() as TakeAwayId
    // They try what their book club has chosen too, and know it.
    const taken = { id, talkId: talkOf(at, talk), text, classCode, passed: true }
    await comerOf(at, by).ask('POST', `${at.path}/take-aways`, taken)
  }
}

async function sayThanks(at: MeetWriting): Promise<void> {
  for (const { by, text } of at.meet.thanks) {
    await comerOf(at, by).ask('PUT', `${at.path}/thanks`, { text })
  }
}
