import { wholeGroupMax } from '../limits.ts'
import type { Protocol } from './protocols.ts'

/** Tuning (templates.md 2.7): one person's work is looked at closely, about an hour. */
const tuning: Protocol = {
  key: 'tuning',
  title: 'Tuning',
  about:
    'Good when somebody brings a task, a plan or pupils’ work that they would like to make better. About an hour, for one person’s work.',
  rounds: 'once',
  groupMax: wholeGroupMax,
  steps: [
    {
      title: 'How we do this',
      minutes: 2,
      prompt: 'Say in a sentence what each part is for, and who keeps the time.',
      speakers: 'all',
      shows: 'norms',
    },
    {
      title: 'The work',
      minutes: 10,
      prompt: 'Show the work: for whom, what for, and one question you would like help with.',
      speakers: 'presenter',
      shows: 'notes',
    },
    {
      title: 'To understand',
      minutes: 5,
      prompt: 'Short questions with short answers: only what we need to know.',
      speakers: 'others',
      shows: 'notes',
    },
    {
      title: 'A quiet look',
      minutes: 10,
      prompt: 'Look at the work in silence. Note what you see before what you think.',
      speakers: 'silent',
      shows: 'notes',
    },
    {
      title: 'To think further',
      minutes: 10,
      prompt: 'Questions that help to think further. No advice yet.',
      speakers: 'others',
      shows: 'notes',
    },
    {
      title: 'A pause',
      minutes: 3,
      prompt: 'Each decides what would help most to say.',
      speakers: 'silent',
      shows: 'notes',
    },
    {
      title: 'Warm and cool',
      minutes: 15,
      prompt:
        'What is strong in it, then where it falls short of what it is for. Whose work it is listens and writes.',
      speakers: 'others',
      shows: 'notes',
    },
    {
      title: 'Thinking aloud',
      minutes: 5,
      prompt: 'What will you take up? Nothing has to be defended.',
      speakers: 'presenter',
      shows: 'notes',
    },
    {
      title: 'How was it?',
      minutes: 5,
      prompt: 'How did this way of talking help, and what would you do otherwise?',
      speakers: 'all',
      shows: 'notes',
    },
  ],
}

/** Consultancy (templates.md 2.7): a group thinks about one person's dilemma, 50 minutes in all. */
const consultancy: Protocol = {
  key: 'consultancy',
  title: 'Consultancy',
  about:
    'Good when somebody is stuck with a question from their class. Fifty minutes, for one person’s dilemma.',
  rounds: 'once',
  groupMax: wholeGroupMax,
  steps: [
    {
      title: 'The dilemma',
      minutes: 10,
      prompt: 'Tell what it is about, what you have tried, and end with one question.',
      speakers: 'presenter',
      shows: 'notes',
    },
    {
      title: 'To understand',
      minutes: 5,
      prompt: 'Short questions with short answers: only what we need to know.',
      speakers: 'others',
      shows: 'notes',
    },
    {
      title: 'To think further',
      minutes: 10,
      prompt: 'Questions that help to think further. No advice in the clothes of a question.',
      speakers: 'others',
      shows: 'notes',
    },
    {
      title: 'The group talks',
      minutes: 15,
      prompt:
        'What did we hear, what might we be missing, what could be tried? Whose dilemma it is listens and writes.',
      speakers: 'others',
      shows: 'notes',
    },
    {
      title: 'What I heard',
      minutes: 5,
      prompt: 'What struck you, and what might you do first?',
      speakers: 'presenter',
      shows: 'notes',
    },
    {
      title: 'How was it?',
      minutes: 5,
      prompt: 'How did this way of talking help, and what would you do otherwise?',
      speakers: 'all',
      shows: 'notes',
    },
  ],
}

/** Those in which a group thinks about what one person brings. */
export const adviceProtocols: readonly Protocol[] = [tuning, consultancy]
