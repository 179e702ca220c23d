import { setTimeout as wait } from 'node:timers/promises'
import * as Y from 'yjs'
import { IdSet, rangeText } from '../sim/id-ranges.ts'
import { ServerProcess } from '../support/server-process.ts'
import { School, type Member, type Plan } from './school.ts'
import { countWords, Typist } from './typist.ts'

/** What the rounds have seen, so that a run in which nothing was at stake cannot pass for a proof. */
export interface CrashReport {
  rounds: number
  /** Characters that had been shown as Saved when the server was killed. */
  savedCharacters: number
  /** Characters that somebody else had seen. */
  seenCharacters: number
  words: number
  /** Words that were shown nowhere as Saved when the server was killed, and arrived later. */
  lateWords: number
}

const typists = 6
const everyMs = 80
/** A plan does not grow for ever; compaction is crossed several times in this many rounds. */
const roundsPerPlan = 50

/**
 * Kills the real server under six typing people, again and again on one data folder. After each restart a reader who
 * knows nothing must find what had been shown, before anybody who wrote comes back; when they do come back, everything
 * must be there once. Throws at the first character that is not.
 */
export async function runCrashRounds(
  rounds: number,
  onRound: (round: number, report: CrashReport) => void = () => {},
): Promise<CrashReport> {
  const report: CrashReport = {
    rounds: 0,
    savedCharacters: 0,
    seenCharacters: 0,
    words: 0,
    lateWords: 0,
  }
  const server = await ServerProcess.create()
  try {
    await server.start()
    const school = await School.found(server)
    const members = await school.invite(typists)
    while (report.rounds < rounds) {
      const plan = await school.newPlan(members)
      const count = Math.min(roundsPerPlan, rounds - report.rounds)
      const { savedCharacters, seenCharacters } = report // of the plans before
      await runOnPlan(server, members, plan, count, (one) => {
        report.rounds++
        report.savedCharacters = savedCharacters + one.savedCharacters
        report.seenCharacters = seenCharacters + one.seenCharacters
        report.words += one.words
        report.lateWords += one.lateWords
        onRound(report.rounds, report)
      })
    }
    return report
  } finally {
    await server.dispose()
  }
}

type Shown = Pick<CrashReport, 'savedCharacters' | 'seenCharacters'>

/** What was shown on this plan so far, and the words of one round. */
type RoundReport = Omit<CrashReport, 'rounds'>

async function runOnPlan(
  server: ServerProcess,
  members: Member[],
  plan: Plan,
  rounds: number,
  onRound: (report: RoundReport) => void,
): Promise<void> {
  const people = members.map((member, index) => new Typist(server.url, member, plan, `t${index}`))
  try {
    await Promise.all(people.map((one) => one.when(() => one.isSynced, 'the plan was open')))
    for (let round = 0; round < rounds; round++) {
      onRound(await crashOnce(server, people, members[0]!, plan))
    }
  } finally {
    for (const one of people) one.destroy()
  }
}

async function crashOnce(
  server: ServerProcess,
  people: Typist[],
  readerAs: Member,
  plan: Plan,
): Promise<RoundReport> {
  const wordsBefore = people.reduce((sum, one) => sum + one.words.length, 0)
  const typing = people.map((one) => setInterval(() => one.typeWord(), everyMs))
  await wait(Math.random() * 3_000)
  await server.kill()
  for (const one of people) one.stayAway()
  for (const timer of typing) clearInterval(timer)
  await Promise.all(people.map((one) => one.when(() => one.isAway(), 'the connection was over')))

  await server.start()
  const reader = new Typist(server.url, readerAs, plan, 'reader')
  try {
    await reader.when(() => reader.isSynced, 'a reader had opened the plan')
    const report = checkShown(people, reader.doc)
    const lateWords = countMissing(people, reader.doc)
    for (const one of people) one.comeBack()
    await Promise.all(people.map((one) => one.when(() => one.isSaved, 'all was saved')))
    await reader.when(() => countMissing(people, reader.doc) === 0, 'every word had arrived')
    checkOnce(people, reader.doc)
    const words = people.reduce((sum, one) => sum + one.words.length, 0) - wordsBefore
    return { ...report, lateWords, words }
  } finally {
    reader.destroy()
  }
}

/** Everything that was shown, as Saved or to a second person, is in what the server knows by itself. */
function checkShown(people: Typist[], found: Y.Doc): Shown {
  const countIn = (sets: IdSet[], how: string): number => {
    const all = new IdSet()
    for (const range of sets.flatMap((set) => set.ranges())) all.add(range)
    let characters = 0
    for (const range of all.ranges()) {
      if (Y.getState(found.store, range.client) < range.to) {
        throw new Error(`${rangeText(range)} was shown as ${how}, and part of it is lost`)
      }
      characters += range.to - range.from
    }
    return characters
  }
  return {
    savedCharacters: countIn(
      people.map((one) => one.saved),
      'Saved',
    ),
    seenCharacters: countIn(
      people.map((one) => one.seen),
      'written by somebody',
    ),
  }
}

function countMissing(people: Typist[], found: Y.Doc): number {
  const counts = countWords(found)
  return people.flatMap((one) => one.words).filter((word) => !counts.has(word)).length
}

function checkOnce(people: Typist[], found: Y.Doc): void {
  const counts = countWords(found)
  for (const word of people.flatMap((one) => one.words)) {
    const count = counts.get(word) ?? 0
    if (count !== 1) throw new Error(`“${word}” stands ${count} times in the plan`)
  }
}
