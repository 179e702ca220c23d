import type { Protocol } from '../community/protocols.ts'
import { minutesOf, stepsOf } from '../community/protocol-steps.ts'
import type { RunStep } from '../community/run.ts'
import type { MeetingForm } from './meeting.ts'

/** The protocol whose steps are the meeting's own, for the whole room. */
export const statementsKey = 'statements'

/** Those in which one person's work or question takes the whole of a short meeting. */
const wholeMeeting = ['tuning', 'consultancy']

export const marksStepKey = 'marks'
const statementPattern = /^statement:(\d+)$/
const sentenceStepKey = 'sentence'
const statementStepKey = (statement: number) => `statement:${statement}`

/** The statement, from 1, that a step of a meeting is about; null where it is about none. */
export function statementOf(stepKey: string | null): number | null {
  const number = statementPattern.exec(stepKey ?? '')?.[1]
  return number === undefined ? null : Number(number)
}

/** Whether the marks of the statements are shown in this step. */
export const showsMarks = (stepKey: string) =>
  statementOf(stepKey) !== null || stepKey === sentenceStepKey

/** The run sheet of a meeting of a club; `protocol` is the one chosen for the text. */
export function meetingSteps(form: MeetingForm, protocol: Protocol): RunStep[] {
  switch (form) {
    case 'first':
      return firstMeeting(protocol)
    case 'new-group':
      return newGroup
    case 'follow-up':
      return followUp(protocol)
    case 'short':
      return shortMeeting(protocol)
  }
}

/** The step in which the text is talked about: in groups, or the whole room with the statements. */
function talk(protocol: Protocol, minutes: number, title: string, shows: RunStep['shows']) {
  if (protocol.key === statementsKey) return statementSteps(protocol)
  const step: RunStep = {
    ...{ key: 'text', title, minutes, prompt: `${protocol.title}. ${protocol.about}` },
    ...{ protocol: protocol.key, ...(shows === undefined ? {} : { shows }) },
  }
  return [step]
}

/** Marks in silence, a step for each statement, a sentence (templates.md 2.13). */
function statementSteps(protocol: Protocol): RunStep[] {
  const steps = stepsOf(protocol, [])
  return steps.map((step, index) => {
    if (index === 0) return { ...step, key: marksStepKey }
    if (index === steps.length - 1) return { ...step, key: sentenceStepKey }
    return { ...step, key: statementStepKey(index) }
  })
}

const votes = {
  prompt:
    'Put your dots silently on what would be most useful for our pupils. Then talk about the first three: what would it look like here?',
  shows: 'vote',
} as const

const plan = {
  title: 'My plan',
  prompt:
    'Alone first: what will you try, with which class, by when? Then read it to your neighbour, who asks how you will know.',
  shows: 'commitments',
} as const

/** The first meeting on a text, 75 minutes (templates.md 2.6). */
const firstMeeting = (protocol: Protocol): RunStep[] => [
  {
    ...{ key: 'welcome', title: 'Welcome', minutes: 5, shows: 'norms' },
    prompt: 'What today is for, and how we talk with one another. No ranks in the room.',
  },
  {
    ...{ key: 'starter', title: 'Starter', minutes: 10, shows: 'words' },
    prompt: 'Each says one sentence about a lesson this week that has to do with the text.',
  },
  ...talk(protocol, 25, 'The text', 'passage'),
  { key: 'ideas', title: 'Best ideas', minutes: 15, ...votes },
  { key: 'plan', minutes: 15, ...plan },
  {
    ...{ key: 'close', title: 'Close', minutes: 5, shows: 'close' },
    prompt:
      'Read aloud what you will try. When do we meet next, and who would like somebody to come and watch?',
  },
]

/** The first meeting of a group that is new to this, 75 minutes (templates.md 2.6, its alternative). */
const newGroup: RunStep[] = [
  {
    ...{ key: 'aims', title: 'Aims', minutes: 5, shows: 'notes' },
    prompt: 'What do we hope for from this club, for our pupils and for ourselves?',
  },
  {
    ...{ key: 'how', title: 'How we will work', minutes: 15, shows: 'norms' },
    prompt: 'Read what others have agreed. What do we keep, what do we say otherwise?',
  },
  {
    ...{ key: 'thoughts', title: 'What we thought of it', minutes: 15, shows: 'words' },
    prompt: 'Write for a minute, then each says what struck them in what we read.',
  },
  {
    ...{ key: 'ideas', title: 'What the whole school could take up', minutes: 15, shows: 'ideas' },
    prompt: 'Which ideas would help pupils in every class? Make a card of each.',
  },
  { key: 'plan', minutes: 20, ...plan },
  {
    ...{ key: 'how-was-it', title: 'How was this meeting?', minutes: 5, shows: 'words' },
    prompt: 'One line from each: what to keep, and what to do otherwise next time.',
  },
]

/** A follow-up meeting, 75 minutes: it opens with what people set out to try (templates.md 2.7). */
const followUp = (protocol: Protocol): RunStep[] => [
  {
    ...{ key: 'last-time', title: 'Introduction', minutes: 5, shows: 'last-time' },
    prompt: 'What today is for, and what we set out to try last time.',
  },
  {
    ...{ key: 'starter', title: 'Starter', minutes: 5, shows: 'words' },
    prompt: 'A quick start on today’s theme: each writes or says one sentence.',
  },
  {
    ...{ key: 'feedback', title: 'Feedback round', minutes: 25, shows: 'reports' },
    prompt:
      'What happened, what I changed, keep, change or drop. Clarifying questions only, and one suggestion.',
    protocol: 'feedback',
  },
  ...talk(protocol, 20, 'New learning', 'passage'),
  { key: 'plan', minutes: 15, ...plan, prompt: `${plan.prompt} Small steps: two at once.` },
  {
    ...{ key: 'close', title: 'Summary', minutes: 5, shows: 'close' },
    prompt:
      'Did we get where we wanted to? The best idea to tell the school, and when we meet next.',
  },
]

/** Thirty minutes after school on a passage that is read in the room; or one protocol, which is then the meeting. */
function shortMeeting(protocol: Protocol): RunStep[] {
  if (protocol.key === statementsKey) return statementSteps(protocol)
  if (wholeMeeting.includes(protocol.key)) {
    const minutes = minutesOf(stepsOf(protocol, []))
    // People come in during the first two minutes, so that nobody misses the forming of groups.
    const welcome: RunStep = {
      ...{ key: 'welcome', title: 'Welcome', minutes: 2, shows: 'norms' },
      prompt: 'Who is here, and whose work or question is it today?',
    }
    return [welcome, ...talk(protocol, minutes, protocol.title, 'notes')]
  }
  return [
    {
      ...{ key: 'passage', title: 'The passage, quietly', minutes: 5, shows: 'passage' },
      ...{ isSilent: true, prompt: 'Read the passage. Mark one sentence to talk about.' },
    },
    ...talk(protocol, 12, 'Talk', 'passage'),
    { key: 'ideas', title: 'Best ideas', minutes: 5, ...votes },
    { key: 'plan', minutes: 5, ...plan },
    {
      ...{ key: 'close', title: 'Close', minutes: 3, shows: 'close' },
      prompt: 'Read aloud what you will try. When do we meet next?',
    },
  ]
}
