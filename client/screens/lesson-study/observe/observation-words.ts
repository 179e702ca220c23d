/** How observers behave (templates.md 2.2), in the words that are shown and printed. */
export const groundRules = [
  'Watch the pupils, not the teacher.',
  'Stay with the same pupils.',
  'Do not help and do not teach.',
  'Move little, and only while pupils work alone.',
  'Phones silent.',
  'Note the time with each note.',
  'Describe first, explain later.',
] as const

/** What an observer is to do every few minutes. */
export const habit = 'Every few minutes: close in on your pupil, then look round the group.'

/** Questions to keep in mind; an observer takes up to three along. */
export const keepInMind = [
  'How did the pupil enter the task?',
  'What did they do when they were stuck?',
  'Which representations did they use?',
  'Whose idea did they take up?',
  'Which expected and which unexpected reasoning appeared?',
  'Did they notice a wrong path?',
  'What shows the success sign?',
] as const
