import type { StudyView } from '../../../../shared/lesson-study/api.ts'
import type { RecordField } from '../../../../shared/lesson-study/record.ts'

interface Prompt {
  label: string
  hint: string
}

/** What each text of the record is called and asks (templates.md 2.4). */
export const recordPrompts: Record<RecordField, Prompt> = {
  belief: { label: 'What belief of ours changed?', hint: 'We used to think…' },
  stays: { label: 'What stays', hint: 'What we do the same way next time' },
  class: { label: 'The class', hint: 'What we saw of the others' },
  helped: { label: 'What helped', hint: 'In the design, not in the person' },
  hindered: { label: 'What hindered', hint: 'Where did we leave the plan, and why?' },
  surprises: { label: 'Surprises', hint: 'What nobody had predicted' },
  questions: { label: 'Open questions', hint: 'What we still want to know' },
  final: { label: 'Final comments', hint: 'Ties what we saw to what is known; the next question' },
  sharing: { label: 'Sentences for sharing', hint: 'What may go out of this room, word for word' },
}

/** What a step first asks to be written, and what it offers when useful. */
export const stepFields: Partial<Record<string, { first: RecordField[]; more: RecordField[] }>> = {
  patterns: { first: [], more: ['class', 'surprises'] },
  teaching: { first: ['helped', 'hindered'], more: ['surprises'] },
  expert: { first: ['final'], more: ['questions'] },
  decide: { first: ['belief'], more: ['stays', 'questions', 'sharing'] },
}

/** Where a text of the record stands, in words. */
export function recordPlaceName(root: string, study: StudyView): string {
  const [, field = '', pupil = ''] = root.split(':')
  if (field === 'why') {
    const known = [...study.pupils, ...study.droppedPupils].find(({ id }) => id === pupil)
    return `Why it differs, ${known?.pseudonym ?? 'a case pupil'}`
  }
  return recordPrompts[field as RecordField]?.label ?? 'A text of the record'
}
