import type { ExampleNote } from './example-club.ts'
import type { ExampleName } from './example-people.ts'

/** The readers of How We Think; the chair is not the most senior of them, and nobody here says who would be. */
export const readers: readonly ExampleName[] = ['Grace', 'Amira', 'Ben', 'Cerys', 'Femi', 'Hywel']

export const club = {
  name: 'Thursday book club',
  place: 'library corner',
  weeklyTopic: 'Where do we hand over the signboard too soon?',
  text: { title: 'How We Think', author: 'John Dewey, 1910' },
  chapter: 'What is thought?',
} as const

const forkedRoad = 'Thinking begins in what may fairly enough be called a forked-road situation'

export const notes: readonly ExampleNote[] = [
  {
    key: 'idle',
    by: 'Amira',
    quote: 'Any idle fancy, trivial recollection, or flitting impression will satisfy his demand.',
    kind: 'comment',
    text: 'A penny for your thoughts is what we pay when we ask “any ideas?” to a whole class.',
    audience: 'club',
  },
  {
    key: 'picked-up',
    by: 'Femi',
    quote: 'They are picked up—we know not how.',
    kind: 'question',
    text: 'Is this where misconceptions live? Who taught my class that you always add a nought?',
    audience: 'club',
    tags: ['misconceptions'],
  },
  {
    key: 'persistent',
    by: 'Hywel',
    quote: 'Active, persistent, and careful consideration of any belief',
    kind: 'comment',
    text: 'Persistent is the word I would put on the wall.',
    audience: 'club',
  },
  {
    key: 'standstill',
    by: 'Cerys',
    quote: 'he is brought to a standstill of hesitation and suspense.',
    kind: 'comment',
    text: '“Standstill” sounds like failing. Here it is where thinking starts.',
    audience: 'club',
    tags: ['being stuck'],
  },
  {
    key: 'grounds',
    by: 'Femi',
    quote: 'he must discover grounds for the conclusion that a given road is right.',
    kind: 'idea',
    text: '“What would make you take the other road?” is a question I can ask tomorrow.',
    audience: 'club',
    tags: ['questions'],
  },
  {
    key: 'both-roads',
    by: 'Ben',
    quote:
      'He may climb a tree; he may go first in this direction, then in that, looking, in either case, for signs, clues, indications.',
    kind: 'class',
    text: 'Trying both roads is allowed. In my maths lessons it is not, yet.',
    audience: 'club',
  },
  {
    key: 'fork',
    by: 'Grace',
    quote: forkedRoad,
    kind: 'class',
    text: 'This is my Year 6s before a hard problem. I tend to hand over the signboard too soon.',
    audience: 'club',
    tags: ['being stuck'],
    replies: [
      {
        by: 'Hywel',
        text: 'Same here. What if they climb the tree first? Two minutes of looking, no hints.',
      },
    ],
  },
  {
    key: 'fork-ben',
    by: 'Ben',
    quote: `${forkedRoad}, a situation which is ambiguous`,
    kind: 'highlight',
    text: '',
    audience: 'club',
  },
  {
    key: 'tree',
    by: 'Hywel',
    quote: 'we metaphorically climb a tree;',
    kind: 'highlight',
    text: '',
    audience: 'club',
  },
  {
    key: 'demand',
    by: 'Amira',
    quote:
      'Demand for the solution of a perplexity is the steadying and guiding factor in the entire process of reflection.',
    kind: 'question',
    text: 'A question for our research lesson: who owns the perplexity, them or us?',
    audience: 'club',
    replies: [{ by: 'Ben', text: 'Us, until they have looked. Then it should be theirs.' }],
  },
  {
    key: 'problem',
    by: 'Cerys',
    quote: 'The problem fixes the end of thought',
    kind: 'comment',
    text: 'For anybody who plans a lesson backwards.',
    audience: 'community',
    tags: ['planning'],
  },
  {
    key: 'specific',
    by: 'Amira',
    quote: 'There is something specific which occasions and evokes it.',
    kind: 'comment',
    text: 'Ask Ben on Thursday whether this is what he meant about the fraction wall.',
    audience: 'me',
  },
  {
    key: 'appeals',
    by: 'Femi',
    quote: 'General appeals to a child (or to a grown-up) to think',
    kind: 'doubt',
    text: 'I say “have a think” ten times a day. Is it always as futile as this?',
    audience: 'club',
    tags: ['questions'],
    replies: [{ by: 'Grace', text: 'Only when there is nothing yet to think about, I suppose.' }],
  },
  {
    key: 'doubt',
    by: 'Grace',
    quote: 'To maintain the state of doubt',
    kind: 'idea',
    text: 'Name the pause out loud, and stay in it.',
    audience: 'club',
    tags: ['being stuck'],
  },
]
