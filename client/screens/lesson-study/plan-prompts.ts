import type { CellField, PlanField, PupilField } from '../../../shared/lesson-study/plan.ts'

export interface Prompt {
  label: string
  /** Shown while the text is empty; never stored and never printed. */
  hint: string
}

/** The texts beside the table, in the order they are offered. */
export const fieldPrompts: Record<PlanField, Prompt> = {
  why: {
    label: 'Why we care',
    hint: 'What do we notice about pupils at present? Which evidence do we start from?',
  },
  known: {
    label: 'What we have read',
    hint: 'What does understanding this idea mean? What do pupils know and misread now? Links are welcome.',
  },
  aim: {
    label: 'Long-term aim',
    hint: 'What kind of learners do we hope for by the time they leave?',
  },
  'before-after': {
    label: 'What pupils already do',
    hint: 'Where does this lesson sit in the unit? What came before, what follows, what do we count on?',
  },
  'class-aim': {
    label: 'Aim for the class',
    hint: 'What should the class newly be able to do, and how will it show?',
  },
  'thinking-aim': {
    label: 'Aim for thinking',
    hint: 'Which habit of thinking do we hope to see, and how does it tie to our theme?',
  },
  technique: {
    label: 'What we try out',
    hint: 'Which teaching technique are we studying in this lesson?',
  },
  observing: {
    label: 'How we observe',
    hint: 'From where? Which data at which stage, which work to collect? Who keeps the time?',
  },
  prepare: { label: 'Things to prepare', hint: 'What has to be ready before the lesson?' },
  'pupil-questions': {
    label: 'Questions to ask pupils',
    hint: 'What would we like to hear from the case pupils straight after the lesson?',
  },
  rehearsal: { label: 'Rehearsal notes', hint: 'What changed when we tried it out, and why?' },
}

export const pupilPrompts: Record<PupilField, Prompt> = {
  now: { label: 'What we know now', hint: 'Where is this pupil now on this idea?' },
  success: { label: 'Success', hint: 'what would show it in this lesson?' },
  surprise: { label: 'Would surprise us', hint: 'what would we not expect?' },
  support: { label: 'Support', hint: 'what have we planned?' },
}

export const cellPrompts: Record<CellField, Prompt> = {
  do: {
    label: 'What teacher and pupils do',
    hint: 'What happens here? The key question, word for word.',
  },
  responses: {
    label: 'Responses we expect',
    hint: 'Several, and the likely misunderstanding',
  },
  support: { label: 'Teacher’s support', hint: 'How do we answer each response?' },
  watch: { label: 'Points to watch', hint: 'What do we look for? How do we judge the stage?' },
  materials: { label: 'Materials', hint: 'Materials, board, grouping' },
}

/** What we predict of a case pupil in a stage. */
export const predictionPrompt = (pseudonym: string): Prompt => ({
  label: `What we predict of ${pseudonym}`,
  hint: `What might ${pseudonym} say or do?`,
})

/** The sentences under the heads of the table. */
export const columnNotes = {
  pupils:
    'Under each name, what we know now and what success would look like. Below, what we predict. Pseudonyms only.',
  all: 'The same stages, seen by how the whole class may respond.',
  responses:
    'Several, with the likely misunderstanding. A, B, C are what we predict of our case pupils.',
  support: 'How the teacher answers each of them.',
  watch: 'What we look for, and how we judge the stage.',
}
