import type { ExampleMeet } from './example-meet.ts'

/** The TeachMeet that is on. The first that the draw gave has spoken, and Isla is in the middle of her talk. */
export const winter: ExampleMeet = {
  title: 'Winter TeachMeet',
  about:
    'Seven short talks about something that worked, or nearly. Whoever comes may just listen, and leaves with one thing to try.',
  place: 'The hall of Penrallt Fields, and online',
  host: 'Nadia',
  coHost: 'Mair',
  chatDays: 5,
  seed: 4817,
  talkOn: 'silent',
  listeners: ['Nadia', 'Ben', 'Hywel', 'Cerys'],
  talks: [
    {
      key: 'silent',
      by: 'Isla',
      title: 'Silent first minute: more hands, and different ones',
      kind: 'micro',
      minutes: 7,
      lines: 'Year 6. One minute before anybody may answer, and what two weeks of counting showed.',
      mayPublish: true,
      notes: [
        {
          by: 'Priya',
          text: `- One minute, pens down, question on the board. No hands, no talk.
- Isla counted hands for two weeks. Before: the same 6. After: 11, then 14.
- It felt long. She uses a sand timer so she does not rescue.
- Worked least on recall questions. Best when there are two good answers.`,
        },
        { by: 'Jonah', text: '- Ask: what do pupils who finish early do?' },
      ],
    },
    {
      key: 'cards',
      by: 'Kofi',
      title: 'Exit cards we read',
      kind: 'nano',
      minutes: 2,
      lines: 'One question, three piles, and ten minutes before the next lesson.',
      mayPublish: true,
      notes: [
        {
          by: 'Lena',
          text: `- One question on a card, answered on the way out.
- Three piles before the next lesson: has it, nearly, not yet.
- The lesson begins with “nearly”. “Not yet” gets the first ten minutes of Kofi’s time.
- He stopped marking the cards. He only sorts them.`,
        },
      ],
    },
    {
      key: 'walk',
      by: 'Mair',
      title: 'Walk and talk assessment',
      kind: 'nano',
      minutes: 2,
      lines:
        'Once round the field with four pupils and one question. I write nothing down until we are back.',
      mayPublish: false,
      notes: [],
    },
    {
      key: 'string',
      by: 'Jonah',
      title: 'Vocabulary on a string',
      kind: 'nano',
      minutes: 2,
      lines: 'Pegs, string and eight words. Pupils move a word when they can say why.',
      mayPublish: true,
      notes: [],
    },
    {
      key: 'code',
      by: 'Lena',
      title: 'One marking code',
      kind: 'micro',
      minutes: 7,
      lines: 'Five signs for the whole school, and what we no longer write in books.',
      mayPublish: false,
      notes: [],
    },
    {
      key: 'peg',
      by: 'Amira',
      title: 'Two cards on one peg',
      kind: 'nano',
      minutes: 2,
      lines: 'From our lesson study: two fractions that want the same place on the washing line.',
      mayPublish: true,
      notes: [],
    },
    {
      key: 'ruler',
      by: 'Priya',
      title: 'Reading with a ruler',
      kind: 'micro',
      minutes: 7,
      lines:
        'A card with a window, one line at a time, for whoever wants it. Who wanted it surprised me.',
      mayPublish: true,
      notes: [],
    },
  ],
  tables: [
    { theme: 'First minutes of a lesson', notes: null },
    { theme: 'Marking less, reading more', notes: null },
    { theme: 'Words that pupils need', notes: null },
  ],
  notes: {
    by: 'Mair',
    text: `Welcome. Nobody has to speak, and you may leave when you must.
Write here what should not get lost: links, names of books, who said they would send what.
- Kofi sends the template of his cards to whoever asks.`,
  },
  takeAways: [
    { by: 'Ben', talk: 'silent', text: 'Sand timer, Thursday’s history lesson.', classCode: '4C' },
    {
      by: 'Priya',
      talk: 'silent',
      text: 'Count hands first, so I know what changes.',
      classCode: '',
    },
    { by: 'Mair', talk: 'silent', text: 'With my Year 2s, thirty seconds.', classCode: '2M' },
    {
      by: 'Hywel',
      talk: 'cards',
      text: 'Three piles, and no marks on the cards.',
      classCode: '6H',
    },
  ],
  chat: [
    { by: 'Mair', text: 'Hello from a very tidy classroom.' },
    { by: 'Ben', text: 'Thank you, Kofi. I read my exit cards tonight because of you.' },
    { by: 'Lena', text: 'Does the board question stay up after the minute?' },
    { by: 'Isla', text: 'Yes. I cover it only if they start reading it aloud.' },
    {
      by: 'Hywel',
      text: 'I tried it once and filled the silence myself. The timer is a kind idea.',
    },
    { by: 'Kofi', text: 'Could pair with exit cards: same question, start and end.' },
    { by: 'Nadia', text: 'Three questions waiting. I’ll read them to Isla at the end.' },
  ],
  questions: [
    {
      by: 'Jonah',
      talk: 'silent',
      text: 'What do pupils who finish early do?',
      votes: ['Ben', 'Priya', 'Cerys'],
      isAnswered: false,
    },
    {
      by: 'Cerys',
      talk: 'silent',
      text: 'How do you choose a question that is worth a minute?',
      votes: ['Mair', 'Kofi'],
      isAnswered: false,
    },
    {
      by: 'Hywel',
      talk: 'silent',
      text: 'Would it work with pupils who are still new to English?',
      votes: ['Lena'],
      isAnswered: false,
    },
    {
      by: 'Amira',
      talk: 'cards',
      text: 'When do you find the time to sort thirty cards?',
      votes: ['Ben'],
      isAnswered: true,
    },
  ],
  thanks: [],
}
