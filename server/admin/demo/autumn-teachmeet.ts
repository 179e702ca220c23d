import type { ExampleMeet } from './example-meet.ts'

/** The one before, of two weeks ago: it has been held and tidied. */
export const autumn: ExampleMeet = {
  title: 'Autumn TeachMeet',
  about: 'What has helped since September? Five short talks, tea, and two tables.',
  place: 'The library of Penrallt Fields, and online',
  host: 'Grace',
  coHost: 'Nadia',
  chatDays: 3,
  seed: 2093,
  talkOn: null,
  listeners: ['Grace', 'Nadia', 'Amira', 'Ben', 'Mair'],
  talks: [
    {
      key: 'mistake',
      by: 'Femi',
      title: 'My favourite mistake',
      kind: 'nano',
      minutes: 2,
      lines: 'Each morning one wrong answer of my own, and a class that likes to find out why.',
      mayPublish: true,
      notes: [
        {
          by: 'Grace',
          text: `- A wrong answer on the board as the day begins. It is always Femi’s own.
- The question is “What was I thinking?”, never “Who can put it right?”
- After three weeks pupils brought mistakes of their own.`,
        },
      ],
    },
    {
      key: 'objects',
      by: 'Isla',
      title: 'Retelling with six objects',
      kind: 'micro',
      minutes: 7,
      lines:
        'A tray, six things from the story, and every pair tells it once before anybody writes.',
      mayPublish: true,
      notes: [
        {
          by: 'Amira',
          text: `- Six objects on a tray. The pair agrees on an order before they tell.
- One tells, the other moves the objects. Then they swap.
- The writing came later and was longer. The middle of the story was no longer missing.`,
        },
        { by: 'Ben', text: '- Would work for a method in science: the tray is the equipment.' },
      ],
    },
    {
      key: 'door',
      by: 'Hywel',
      title: 'Two questions at the door',
      kind: 'nano',
      minutes: 2,
      lines: 'What did you notice? What would you ask? Said to me on the way in, in ten seconds.',
      mayPublish: false,
      notes: [
        {
          by: 'Mair',
          text: `- Everybody has said something before the lesson begins.
- Hywel stands at the door with one picture, and begins the lesson with two of their questions.`,
        },
      ],
    },
    {
      key: 'choral',
      by: 'Priya',
      title: 'Reading aloud, all of us at once',
      kind: 'micro',
      minutes: 7,
      lines: 'Echo, choir, then in pairs: how quiet readers get to read a whole page aloud.',
      mayPublish: true,
      notes: [
        {
          by: 'Femi',
          text: `- First an echo, sentence by sentence. Then all together. Then in pairs.
- Nobody reads alone unless they ask to.
- Priya listens to one row a day and writes down one word that was hard.
- It takes eight minutes, and she does it on Mondays and Thursdays.`,
        },
      ],
    },
    {
      key: 'gap',
      by: 'Lena',
      title: 'A worked example with a hole in it',
      kind: 'micro',
      minutes: 5,
      lines:
        'The step that everybody gets wrong is left out. They explain it before they do their own.',
      mayPublish: true,
      notes: [
        {
          by: 'Ben',
          text: `- The example is whole but for one step. Pupils write what belongs there, and why.
- Lena takes the step from last year’s books: the one that most got wrong.
- Two examples are enough. With three they only copied the form.`,
        },
      ],
    },
  ],
  tables: [
    {
      theme: 'Talk before writing',
      notes: {
        by: 'Isla',
        text: `- Ten minutes of talk save twenty of staring at a page.
- Who talks first? We agreed to let the quieter one of a pair begin.`,
      },
    },
    {
      theme: 'What we have stopped doing',
      notes: {
        by: 'Hywel',
        text: `- Hands up for every question. Starters that have nothing to do with the lesson.
- Slides for the first five minutes.`,
      },
    },
  ],
  notes: {
    by: 'Grace',
    text: `Next time: begin at half past four, so that whoever has a bus to catch hears every talk.
The tray of objects went home with Cerys. Ask her for it.`,
  },
  takeAways: [
    {
      by: 'Amira',
      talk: 'gap',
      text: 'An example with a hole, for the number line.',
      classCode: '4B',
    },
    {
      by: 'Ben',
      talk: 'objects',
      text: 'Six objects, to retell how we tested soils.',
      classCode: '4C',
    },
    { by: 'Mair', talk: 'choral', text: 'Echo reading on Mondays.', classCode: '2M' },
    {
      by: 'Priya',
      talk: 'mistake',
      text: 'One mistake of mine a week, on the board.',
      classCode: '',
    },
    { by: 'Isla', talk: 'gap', text: 'Leave out the step they get wrong.', classCode: '6' },
  ],
  chat: [],
  questions: [
    {
      by: 'Ben',
      talk: 'objects',
      text: 'Do you choose the objects, or do they?',
      votes: ['Amira', 'Mair'],
      isAnswered: true,
    },
    {
      by: 'Lena',
      talk: 'choral',
      text: 'What do you do with pupils who only move their lips?',
      votes: ['Grace'],
      isAnswered: true,
    },
    {
      by: 'Mair',
      talk: 'mistake',
      text: 'Does it still work when you run out of mistakes?',
      votes: [],
      isAnswered: true,
    },
  ],
  thanks: [
    { by: 'Mair', text: 'Thank you, Priya. I had forgotten that my class likes to read aloud.' },
    { by: 'Ben', text: 'Thank you to Grace for the tea, and for ending on time.' },
    { by: 'Isla', text: 'I came to listen and went home with a plan. Thank you all.' },
  ],
}
