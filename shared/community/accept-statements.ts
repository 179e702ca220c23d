/**
 * The eight statements of "Do you accept these statements?" (templates.md 2.13): a chain, each following from the one
 * before. Known by their numbers, from 1.
 */
export const acceptStatements = [
  'Whatever our job here, its point is that every pupil learns more and better.',
  'Pupils learn through what they themselves do: watch, try, practise, solve, say.',
  'What they get to do in our lessons comes mostly from what we plan and how we act.',
  'So a large part of how well they do rests on what we do and leave undone.',
  'What we do follows from what we have in mind: our focus, aims, plans and know-how.',
  'So building habits of thinking is at the heart of building our skill, and of pupils’ success.',
  'How we do a thing matters more than that we do it.',
  'Doing teaches us little until we think about what we did.',
] as const
