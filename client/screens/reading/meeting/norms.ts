/** How we talk with one another: a starter set (templates.md 2.11). */
export const norms = [
  'We are all learners here; rank stays at the door.',
  'We speak about pupils’ learning; lessons and plans are ours together.',
  'We support whoever teaches the lesson; no grades, scores or gossip.',
  'We say what we saw before what we think.',
  'Mistakes are material; we try things out and tell each other the truth about them.',
  'Every voice each time; silence for writing first.',
  'We challenge ideas, with care for people: high trust, high challenge.',
  'Every pupil in the school is the concern of all of us, not of one teacher.',
  'We leave with an action, and come back with what happened.',
  'What is private stays private; what we learnt we share.',
  'We keep to time, and we look after each other’s well-being.',
] as const
