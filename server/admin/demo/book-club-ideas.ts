import type { ExampleIdea, ExampleTry } from './example-club.ts'

/** Cards of the first meeting, whose vote is closed. */
export const firstIdeas: readonly ExampleIdea[] = [
  {
    key: 'wait',
    by: 'Amira',
    title: 'Wait five seconds, then ask again',
    why: 'Same question, same words, no rescue.',
    note: null,
    dots: ['Amira', 'Ben', 'Cerys', 'Grace'],
  },
  {
    key: 'two-roads',
    by: 'Ben',
    title: 'Two roads on the board: which one, and how do you know?',
    why: 'Two worked answers side by side, one of them wrong.',
    note: 'grounds',
    dots: ['Ben', 'Femi', 'Hywel', 'Grace'],
  },
  {
    key: 'title',
    by: 'Grace',
    title: 'One question before the title',
    why: 'Pupils write what they wonder before they know the topic.',
    note: null,
    dots: ['Cerys', 'Femi'],
  },
  {
    key: 'silent',
    by: 'Hywel',
    title: 'A silent first minute',
    why: 'Everybody has an answer ready before the first hand.',
    note: 'persistent',
    dots: ['Hywel', 'Amira'],
  },
]

/** Cards of the second meeting, whose vote is open. */
export const secondIdeas: readonly ExampleIdea[] = [
  {
    key: 'climb',
    by: 'Hywel',
    title: 'Let them climb the tree first',
    why: 'Two minutes of looking before any hint.',
    note: 'fork',
    dots: ['Hywel', 'Amira'],
  },
  {
    key: 'normal',
    by: 'Cerys',
    title: 'Make the standstill normal',
    why: 'Name the pause out loud, and stay in it.',
    note: 'standstill',
    dots: ['Cerys', 'Grace', 'Amira'],
  },
  {
    key: 'ask-grounds',
    by: 'Femi',
    title: 'Ask for grounds, not guesses',
    why: '“What would make you take the other road?”',
    note: 'grounds',
    dots: ['Femi'],
  },
  {
    key: 'plan-fork',
    by: 'Ben',
    title: 'Plan the fork, not the path',
    why: 'Choose the moment of doubt before the activity.',
    note: 'standstill',
    dots: [],
  },
]

export const tries: readonly ExampleTry[] = [
  {
    key: 'ben-roads',
    by: 'Ben',
    idea: 'Two roads on the board',
    card: 'two-roads',
    classCode: '4C',
    dueIn: -20,
    from: null,
    report: {
      happened:
        'I put two answers to one problem side by side. They wanted to know whose they were.',
      changed: 'I wrote both out myself, so that the handwriting gives nobody away.',
      verdict: 'keep',
      next: 'Once a week, at the start.',
    },
  },
  {
    key: 'femi-roads',
    by: 'Femi',
    idea: 'Two roads on the board: which one, and how do you know?',
    card: 'two-roads',
    classCode: '5F',
    dueIn: -6,
    from: 'ben-roads',
    report: {
      happened:
        'Two worked answers side by side, one of them wrong. More pupils argued from the picture than from who said it.',
      changed: 'I took names off the answers. With names on, they chose the person.',
      verdict: 'change',
      next: 'Let a pupil make the second road.',
    },
  },
  {
    key: 'cerys-roads',
    by: 'Cerys',
    idea: 'Two roads on the board, with shapes',
    card: 'two-roads',
    classCode: '3H',
    dueIn: 9,
    from: 'femi-roads',
    report: null,
  },
  {
    key: 'amira-wait',
    by: 'Amira',
    idea: 'Wait five seconds, then ask again',
    card: 'wait',
    classCode: '4B',
    dueIn: 1,
    from: null,
    report: null,
  },
  {
    key: 'hywel-silent',
    by: 'Hywel',
    idea: 'A silent first minute',
    card: 'silent',
    classCode: '6H',
    dueIn: -2,
    from: null,
    report: {
      happened: 'Quieter pupils had an answer ready.',
      changed: 'I changed the minute to thirty seconds.',
      verdict: 'keep',
      next: '',
    },
  },
  {
    key: 'grace-title',
    by: 'Grace',
    idea: 'One question before the title',
    card: 'title',
    classCode: '6G',
    dueIn: 5,
    from: null,
    report: null,
  },
]
