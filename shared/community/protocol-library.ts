import { acceptStatements } from './accept-statements.ts'
import type { Protocol } from './protocols.ts'
import { adviceProtocols } from './advice-protocols.ts'
import { clubPeopleMax, groupSizeMax, wholeGroupMax } from '../limits.ts'

/**
 * Save the last word (templates.md 2.6): in fours, some seven minutes for each person, about half an hour in full.
 * Whoever chose the passage hears the others out before saying why they chose it.
 */
const lastWord: Protocol = {
  key: 'last-word',
  title: 'Save the last word',
  about:
    'Good for a first meeting, and where some speak more than others. Each brings a passage, hears what the others make of it, and has the last word.',
  rounds: 'each-person',
  groupMax: groupSizeMax,
  steps: [
    {
      title: 'The passage',
      minutes: 1,
      prompt: 'Read your passage aloud. Say nothing about it yet.',
      speakers: 'presenter',
      shows: 'passage',
    },
    {
      title: 'What I make of it',
      minutes: 1,
      prompt: 'One minute: what do you make of this passage? The others listen.',
      speakers: 'each-other',
      shows: 'passage',
    },
    {
      title: 'The last word',
      minutes: 3,
      prompt: 'Why did you choose it, and what do you make of it now?',
      speakers: 'presenter',
      shows: 'passage',
    },
  ],
}

/** Four A's (templates.md 2.6): assume, agree, argue, aspire; about 40 minutes in full. */
const fourAs: Protocol = {
  key: 'four-as',
  title: 'Four A’s',
  about:
    'Good for a text that people differ about. What does it assume, what do we agree and argue with, what do we aspire to?',
  rounds: 'once',
  groupMax: wholeGroupMax,
  steps: [
    {
      title: 'In silence',
      minutes: 5,
      prompt:
        'Write a line for each: what the text assumes, what you agree with, what you argue with, what you aspire to.',
      speakers: 'silent',
      shows: 'words',
    },
    {
      title: 'Assume',
      minutes: 1,
      prompt: 'What does the text assume? Say where you find it.',
      speakers: 'each',
      shows: 'words',
    },
    {
      title: 'Agree',
      minutes: 1,
      prompt: 'What do you agree with?',
      speakers: 'each',
      shows: 'words',
    },
    {
      title: 'Argue',
      minutes: 1,
      prompt: 'What would you argue with?',
      speakers: 'each',
      shows: 'words',
    },
    {
      title: 'Aspire',
      minutes: 1,
      prompt: 'What in it do you aspire to?',
      speakers: 'each',
      shows: 'words',
    },
    {
      title: 'Together',
      minutes: 8,
      prompt: 'What does it mean for us, and for our pupils?',
      speakers: 'all',
      shows: 'notes',
    },
  ],
}

/**
 * The feedback round of a follow-up meeting (templates.md 2.7): in groups of at most six, clarifying questions only,
 * one suggestion a speaker, by one person.
 */
const feedback: Protocol = {
  key: 'feedback',
  title: 'Feedback round',
  about:
    'Good when people have tried something since the last meeting. Everybody gets the same time.',
  rounds: 'each-person',
  groupMax: wholeGroupMax,
  steps: [
    {
      title: 'What happened',
      minutes: 4,
      prompt: 'What happened, and what did you change? Keep it, change it or drop it?',
      speakers: 'presenter',
      shows: 'reports',
    },
    {
      title: 'Questions',
      minutes: 2,
      prompt: 'Questions that help to understand, then one suggestion, by one person.',
      speakers: 'others',
      shows: 'reports',
    },
  ],
}

/**
 * "Do you accept these statements?" (templates.md 2.13), 30 minutes, the whole room together: marks in silence, then
 * statement by statement from the widest spread down, then one sentence. It runs as steps of the meeting itself.
 */
const statements: Protocol = {
  key: 'statements',
  title: 'Do you accept these statements?',
  about:
    'Good for finding out where a group stands together. Eight statements, marked in silence, then two minutes for each. Nobody sees whose marks are whose.',
  rounds: 'once',
  groupMax: clubPeopleMax,
  steps: [
    {
      title: 'In silence',
      minutes: 6,
      prompt: 'Mark every statement: wholeheartedly, with a but, or not.',
      speakers: 'silent',
      shows: 'statements',
    },
    ...acceptStatements.map((prompt, index) => ({
      title: `Statement ${index + 1}`,
      minutes: 2,
      prompt: `${prompt} “My but is …” Nobody has to be persuaded.`,
      speakers: 'all' as const,
      shows: 'statements' as const,
    })),
    {
      title: 'One sentence',
      minutes: 8,
      prompt: 'Write one sentence that everybody here can stand behind.',
      speakers: 'all',
      shows: 'notes',
    },
  ],
}

/** The plainest of all: everybody gets a minute. */
const open: Protocol = {
  key: 'open',
  title: 'A plain round',
  about: 'Good when there is little time. Each has one minute, in turn, and nobody is interrupted.',
  rounds: 'once',
  groupMax: wholeGroupMax,
  steps: [
    {
      title: 'A minute each',
      minutes: 1,
      prompt: 'What struck you, and what would it look like in your class?',
      speakers: 'each',
      shows: 'passage',
    },
  ],
}

/** The protocols that come with the product. Those that a school makes for itself are rows. */
export const protocols: readonly Protocol[] = [
  ...[lastWord, fourAs, open, feedback],
  ...adviceProtocols,
  statements,
]

/** A protocol that comes with the product; null where the key is none of theirs. */
export function libraryProtocol(key: string): Protocol | null {
  return protocols.find((protocol) => protocol.key === key) ?? null
}
