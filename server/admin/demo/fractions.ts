import type { ExampleLesson, ExampleStudy } from './example-study.ts'
import { lessonOneCourse, lessonTwoCourse } from './fractions-course.ts'

const lessonOne: ExampleLesson = {
  course: lessonOneCourse,
  schoolDays: -5,
  startsAt: '10:05',
  minutes: 60,
  fields: {
    why: 'In the September check 19 of 28 pupils put {1/8} after {1/4}, because eight is more than four. They shade and share with confidence, yet speak of “the top number” and “the bottom number” as of two things.',
    known:
      '- A number line asks where a fraction _is_; a shaded shape only asks how much of it is coloured.\n- Our pupils meet fractions as parts of a whole for two years before anybody shows one past 1.\n- Counting in steps (“two quarters, three quarters, four quarters”) came up in both articles we read.',
    'class-aim':
      'Everyone places at least two fractions on a line from 0 to 2 and gives a reason that is about the distance from 0.',
    observing:
      'Stay beside your case pupil from the first card to the last. Write down what is said word for word; the cards show the rest.',
  },
  pupils: {
    Wren: {
      now: 'Reads the digits apart: “8 is more, so {1/8} is bigger.”',
      success: 'Places {1/2} and {3/4} in the right order.',
    },
    Heron: {
      now: 'Secure with bars. Waits for a partner to speak first.',
      success: 'Says one reason aloud.',
    },
    Kestrel: {
      now: 'Quick with rules, less sure why they work.',
      success: 'Gives a reason without a rule, once.',
    },
  },
  stages: [
    {
      minutes: 10,
      title: 'Counting stick',
      cells: { do: 'Count in halves to three, then in quarters to one. Clap on each whole.' },
      predictions: {
        Wren: 'Join in, and clap at {2/2} a beat late.',
        Heron: 'Count quietly. Clap with the others.',
        Kestrel: 'Be ahead of the stick.',
      },
    },
    {
      minutes: 15,
      title: 'Cards in order',
      cells: { do: 'In pairs, put six fraction cards in order on the table, smallest first.' },
      predictions: {
        Wren: 'Order by the bottom number: {1/8} last.',
        Heron: 'Leave the first move to a partner.',
        Kestrel: 'Order at once. Explain by “make the bottoms the same”.',
      },
    },
    {
      minutes: 15,
      title: 'Washing line',
      cells: {
        do: 'Carry the cards to a line marked 0, 1 and 2 and peg them up. Pairs may move each other’s cards.',
      },
      predictions: {
        Wren: 'Peg {2/4} to the right of {1/2}.',
        Heron: 'Peg where a neighbour pegs.',
        Kestrel: 'Peg quickly, then correct others.',
      },
    },
    {
      minutes: 12,
      title: 'Talk about one card',
      cells: { do: 'Amira picks the card that moved most. “Who can say why it belongs here?”' },
      predictions: {
        Wren: 'Listen. May repeat what the last speaker said.',
        Heron: 'Know, and not put a hand up.',
        Kestrel: 'Offer a rule.',
      },
    },
    {
      minutes: 8,
      title: 'Exit card',
      cells: {
        do: 'Draw a line from 0 to 2 and place {3/4} on it. One sentence: how do you know?',
      },
      predictions: {
        Wren: 'Place it, and write “because it is 3 and 4”.',
        Heron: 'Place it well and write little.',
        Kestrel: 'Write a rule.',
      },
    },
  ],
}

const lessonTwo: ExampleLesson = {
  course: lessonTwoCourse,
  schoolDays: null,
  startsAt: null,
  minutesAgo: 18,
  minutes: 60,
  watching: { Amira: ['Wren'], Cerys: ['Heron', 'Kestrel'] },
  fields: {
    why: 'In lesson 1 the cards moved so fast that we never heard why. Wren said that {2/4} is bigger than {1/2} “because both numbers are bigger”, and somebody moved her card before she had finished.',
    known:
      '- Marks on the line did the thinking for them: with 1 marked, most pegged by counting marks.\n- Two cards on **one peg** was the moment when the room went quiet.\n- A pupil who must convince somebody looks for a reason; a pupil who is asked “why?” looks for a rule.',
    aim: 'Pupils who look for a reason before they look for an answer, and expect others to have one too.',
    'before-after':
      'Lesson 7 of 11. Before: equal parts of bars and sets. After: fractions past 1, and then decimals on the same line.',
    'class-aim':
      'Everyone places equal fractions on one peg and can say that they are one number with two names.',
    'thinking-aim': 'A reason counts when a partner who disagreed is convinced by it.',
    technique: 'Ask for the reason before anyone moves a card, and wait five seconds.',
    observing:
      'Amira watches Wren, Cerys watches Heron and Kestrel. Note what is said before a peg moves, and who moves it. No photographs of faces; the lines are kept.',
    prepare:
      '- Washing line marked only 0 and 2, one for two pairs\n- Cards {1/2}, {3/4}, {2/4}, {5/4}; blank cards\n- Four empty number lines on A3\n- Pegs, no rulers',
    'pupil-questions':
      '1. Which card was hardest, and what made it hard?\n2. Did anybody say something that changed your mind?',
    rehearsal:
      'Tried with Year 5 at lunch: the stem “I know it goes here because…” had to be on the wall, not only said.',
  },
  pupils: {
    Wren: {
      now: 'Reads the digits apart: “8 is more, so {1/8} is bigger.”',
      success: 'Places {3/4} and says how she knows.',
      surprise: 'She uses the word “same” of two cards before anybody else does.',
    },
    Heron: {
      now: 'Secure with bars. Waits for a partner to speak first.',
      success: 'Explains one equal pair aloud.',
      support: 'Goes second, so that there is something to answer.',
    },
    Kestrel: {
      now: 'Quick with rules, less sure why they work.',
      success: 'Convinces a partner without a rule.',
      surprise: 'He changes a card that he had placed by rule.',
    },
  },
  stages: [
    {
      minutes: 8,
      title: 'Counting stick',
      cells: {
        do: 'Count in quarters past one whole. Ben stops at {5/4} and asks, “Where am I?”',
        responses:
          '- “One and a quarter”\n- “Five quarters”, with nothing about 1\n- “You can’t have five quarters”',
        support: 'Step back to {4/4} and ask what else we could call it.',
        watch: 'Who is silent at {4/4}?',
        materials: 'Counting stick, no labels',
      },
      predictions: {
        Wren: 'Join the count, then stall at {4/4}.',
        Heron: 'Count with a partner. May offer “one and a quarter”.',
        Kestrel: 'Say “five quarters” at once but not link it to 1{1/4}.',
      },
    },
    {
      minutes: 12,
      title: 'Washing line',
      cells: {
        do: 'In pairs, peg {1/2}, {3/4}, {2/4} and {5/4} on a line marked only 0 and 2. No rulers.',
        responses:
          '- {2/4} to the right of {1/2}, because both numbers are bigger\n- {5/4} at the far end, because it is “the biggest one”\n- {1/2} in the middle of the line: half of 2',
        support:
          'Hold the peg and wait. “Tell me before we move it.” Where {1/2} is in the middle: “Half of what?”',
        watch: 'The reason given _before_ the peg moves, and whose hand moves it.',
        materials: 'Line, pegs, four cards a pair',
      },
      predictions: {
        Wren: 'Peg {2/4} to the right of {1/2}, “because both numbers are bigger”.',
        Heron: 'Peg {2/4} over {1/2}, then look to a partner.',
        Kestrel: 'Peg quickly. May measure with fingers rather than reason.',
      },
    },
    {
      minutes: 12,
      title: 'Compare and convince',
      cells: {
        do: 'Two pairs meet at one line. Stem: “I know it goes here because…”',
        responses: '- “They are the same place”\n- “You can double it”\n- “It looks right”',
        support: 'To “it looks right”: “Convince somebody who thinks it looks wrong.”',
        watch: 'Does anybody change their mind, and at which words?',
      },
      predictions: {
        Wren: 'Change her mind when she sees two cards share a peg.',
        Heron: 'Use the stem if he goes second.',
        Kestrel: 'Quote “multiply top and bottom” and need a nudge to draw.',
      },
    },
    {
      minutes: 18,
      title: 'Empty line',
      cells: {
        do: 'Choose three cards, place them on an empty line and write one reason.',
        responses:
          '- Mark 0 and 1 first, then share the space between\n- Begin with the card, and fit the line to it\n- Choose only cards with the same bottom number',
        support:
          '“Where would 1 be on your line?” For those who are done: a card between two others.',
        watch: 'What they draw first.',
        materials: 'Four empty number lines on A3',
      },
      predictions: {
        Wren: 'Choose halves and quarters. Write a reason with a picture.',
        Heron: 'Choose {3/6} to go with {1/2}.',
        Kestrel: 'Pick the hardest cards and finish early.',
      },
    },
    {
      minutes: 10,
      title: 'Exit card',
      cells: {
        do: 'Where does {7/4} go? How would you convince someone?',
        responses: '- Past 1, close to 2\n- At 7, or at 4\n- “It cannot be on this line”',
        support: 'None; this shows us where they are.',
        watch: 'A reason about distance, or about digits?',
      },
      predictions: {
        Wren: 'Place it past 1, unsure how far.',
        Heron: 'Place it well and write little.',
        Kestrel: 'Write a rule. Watch for a drawing.',
      },
    },
  ],
}

/** A triad in Year 4, in the middle of its second lesson. */
export const fractions: ExampleStudy = {
  title: 'Why do our Year 4s read a fraction as two numbers?',
  question:
    'Does placing fractions on a number line help our Year 4s see a fraction as one number, not two?',
  theme: 'Pupils give reasons, and expect them of each other',
  focus: 'Comparing fractions, maths',
  yearGroup: 'Year 4',
  classCode: '4B',
  pupilCount: 28,
  setting: '',
  expert: '',
  people: [
    ['Amira', 'teacher'],
    ['Ben', 'teacher'],
    ['Cerys', 'teacher'],
  ],
  pupils: [
    { pseudonym: 'Wren', learnerGroup: 'Reads a fraction as two whole numbers' },
    { pseudonym: 'Heron', learnerGroup: 'Secure with pictures, seldom speaks first' },
    { pseudonym: 'Kestrel', learnerGroup: 'Fluent with rules, stalls on reasons' },
  ],
  lessons: [lessonOne, lessonTwo],
}
