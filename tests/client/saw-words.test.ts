import { describe, expect, it } from 'vitest'
import {
  lessonLine,
  sawPlaceName,
  sawTooWords,
  writingWords,
} from '../../client/screens/lesson-study/saw/saw-words.ts'
import type { PersonId } from '../../shared/ids.ts'
import { lessonView, studyView } from './plan-double.ts'

const [amira, ben, cerys] = ['amira', 'ben', 'cerys'] as PersonId[] as [
  PersonId,
  PersonId,
  PersonId,
]
const people = [
  { id: amira, name: 'Amira', colour: 1, role: 'teacher' as const },
  { id: ben, name: 'Ben', colour: 2, role: 'teacher' as const },
  { id: cerys, name: 'Cerys', colour: 3, role: 'observer' as const },
]

describe('who saw a note too', () => {
  it('is said in names, the reader first, and never as a number', () => {
    expect(sawTooWords([ben, cerys], people, cerys)).toBe('You and Ben saw this too')
    expect(sawTooWords([amira], people, cerys)).toBe('Amira saw this too')
    expect(sawTooWords([], people, cerys)).toBeNull()
    expect(sawTooWords(['somebody who left' as PersonId], people, cerys)).toBeNull()
  })
})

describe('the head of what we saw', () => {
  const now = new Date(2026, 10, 25, 14)
  const study = studyView({ people, classCode: '4B', focus: 'Year 4 fractions' })

  it('says which lesson, and who taught it when', () => {
    const taught = lessonView({ teacherId: ben, begun: { at: 0, by: null } })
    expect(lessonLine(study, taught, now)).toBe(
      'Lesson 2. Year 4 fractions. Ben taught class 4B today.',
    )
    const planned = lessonView({ teacherId: ben, date: '2026-11-26' })
    expect(lessonLine(study, planned, now)).toBe(
      'Lesson 2. Year 4 fractions. Ben teaches class 4B on Thursday 26 November.',
    )
    const unknown = lessonView({ date: null })
    expect(lessonLine(studyView({ title: 'Why?' }), unknown, now)).toBe('Lesson 2. Why?')
  })

  it('says who is writing', () => {
    expect(writingWords([])).toBe('')
    expect(writingWords(['Ben'])).toBe('Ben is writing')
    expect(writingWords(['Ben', 'Cerys'])).toBe('Ben and Cerys are writing')
  })

  it('names the places of refused words', () => {
    const [wren] = study.pupils
    expect(sawPlaceName(`pupil:${wren!.id}`, study)).toBe('Wren')
    expect(sawPlaceName('patterns', study)).toBe('Patterns')
    expect(sawPlaceName('notes', study)).toBe('Your notes')
    expect(sawPlaceName('replies', study)).toBe('What you said beside the notes')
  })
})
