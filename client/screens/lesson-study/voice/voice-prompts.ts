import type { VoicePrompt } from '../../../../shared/lesson-study/voice.ts'

/** The questions of a talk, each with what to ask next (templates.md 2.3). The triad's own has no words of ours. */
export const talkQuestions: Record<Exclude<VoicePrompt, 'own'>, { ask: string; next: string }> = {
  liked: { ask: 'Which part of the lesson did you like best?', next: 'What made it good?' },
  learned: {
    ask: 'What did you learn?',
    next: 'What can you do now that you could not do before, or do better? Show me?',
  },
  helped: {
    ask: 'What in the teaching helped you most?',
    next: 'When did you get stuck, what helped?',
  },
  change: {
    ask: 'If we taught this tomorrow to another class, what should we change?',
    next: 'Why that?',
  },
}

/** What to say before the first question. */
export const sayFirst = [
  'We want to make the lesson better. There are no wrong answers, and you may skip anything.',
  'We write down your words but not your name.',
  'I can promise not to write your name. I cannot promise to keep it to myself if I am worried you are not safe.',
] as const

/** A talk is short: after this the interviewer is reminded, once and quietly. */
export const talkMinutes = 5
