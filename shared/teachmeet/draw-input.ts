import { z } from 'zod'
import { AppError } from '../errors.ts'
import {
  runStepMinutesMax,
  schoolNameLengthMax,
  seedMax,
  sheetItemsMax,
  talksPerTeachMeetMax,
  teachMeetMinutesMax,
} from '../limits.ts'
import type { DrawInput } from './draw.ts'
import { drawVersion } from './draw.ts'
import { presences, talkKinds, talkMinutes } from './talk-kinds.ts'

const whole = (min: number, max: number, what: string) => {
  const sentence = `${what} is a whole number from ${min} to ${max}.`
  return z.number(sentence).int(sentence).min(min, sentence).max(max, sentence)
}

/** Numbers of those who withdrew are not given away again, so they may be more than there are talks. */
const talkNumber = whole(1, 9_999, 'Its number')

const talkSchema = z
  .object(
    {
      number: talkNumber,
      kind: z.enum(talkKinds, `Its kind is ${list(talkKinds)}.`),
      minutes: z.number('Its minutes are a number.'),
      school: z
        .string('Its school is a name, or null.')
        .max(
          schoolNameLengthMax,
          `The name of its school has at most ${schoolNameLengthMax} letters.`,
        )
        .nullable()
        .default(null),
      state: z.enum(presences, `Its state is ${list(presences)}.`).default('here'),
    },
    'It is not a talk.',
  )
  .superRefine(({ kind, minutes }, context) => {
    const usual: readonly number[] = talkMinutes[kind]
    if (usual.includes(minutes)) return
    context.addIssue(`A ${kind} talk has ${list([...usual].map(String))} minutes.`)
  })

const inputSchema = z
  .object(
    {
      version: z
        .literal(drawVersion, `Only the rules ${drawVersion} are known here.`)
        .default(drawVersion),
      seed: whole(0, seedMax, 'The seed'),
      talks: z.array(talkSchema, 'The talks are a list.'),
      heard: z.array(talkNumber, 'What was heard is a list of numbers of talks.').default([]),
      talkMinutes: whole(0, teachMeetMinutesMax, 'The number of minutes for talks (talkMinutes)'),
      gapMinutes: whole(0, runStepMinutesMax, 'The gap after each talk (gapMinutes)').default(1),
      sets: whole(1, sheetItemsMax, 'The number of sets').default(1),
    },
    'A draw is an object with a seed, talks and talkMinutes.',
  )
  .superRefine(({ talks, heard }, context) => {
    const numbers = talks.map(({ number }) => number)
    const twice = numbers.find((number, index) => numbers.indexOf(number) < index)
    if (twice !== undefined) context.addIssue(`Two talks have the number ${twice}.`)
    const given = talks.filter(({ state }) => state !== 'withdrawn')
    if (given.length > talksPerTeachMeetMax) {
      context.addIssue(`A TeachMeet has at most ${talksPerTeachMeetMax} talks.`)
    }
    heard.forEach((number, index) => {
      if (!numbers.includes(number)) context.addIssue(`There is no talk ${number} to be heard.`)
      if (heard.indexOf(number) < index) context.addIssue(`Talk ${number} was heard twice.`)
    })
  })

/**
 * What a draw is made from, out of JSON that somebody wrote or downloaded; throws 'invalid' with a sentence that says
 * what is wrong. The client takes what the server has read, so this stays out of it.
 */
export function readDrawInput(value: unknown): DrawInput {
  const parsed = inputSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const [field, index] = issue?.path ?? []
  const sentence = issue?.message ?? 'This is not a draw.'
  const isOfTalk = field === 'talks' && typeof index === 'number'
  throw new AppError('invalid', isOfTalk ? `Talk ${index + 1} of the list: ${sentence}` : sentence)
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
