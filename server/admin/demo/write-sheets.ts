import { fragmentOf } from '../../../shared/lesson-study/plan.ts'
import type { RecordField } from '../../../shared/lesson-study/record.ts'
import { recordRoot } from '../../../shared/lesson-study/record.ts'
import { addCite, sawPatternsRoot, sawPupilRoot } from '../../../shared/lesson-study/what-we-saw.ts'
import type { CourseWriting } from './course-writing.ts'
import type { ExampleAfter } from './example-lesson-course.ts'
import type { Bird } from './example-people.ts'
import { writeRichText } from './rich-text.ts'
import { pupilOf, together } from './writing.ts'

/** What we saw: a pupil each by two of them, the patterns by the third. */
export async function writeSheet(at: CourseWriting, { saw }: ExampleAfter): Promise<void> {
  const view = await at.read('Amira')
  const birds = Object.entries(saw.birds) as [Bird, string][]
  const pupils = birds.map(([bird, text], turn) => {
    const place = sawPupilRoot(pupilOf(view, bird))
    return at.write(turn === 0 ? 'Ben' : 'Cerys', 'saw', (doc) => {
      writeRichText(fragmentOf(doc, place), text)
      for (const [of, key] of saw.cites) {
        const cited = at.cited.get(key)
        if (of === bird && cited) addCite(doc, { place, ...cited })
      }
    })
  })
  const patterns = at.write('Amira', 'saw', (doc) => {
    writeRichText(fragmentOf(doc, sawPatternsRoot), saw.patterns)
  })
  await together([...pupils, patterns])
}

/** What the note-taker wrote into the record of the discussion. */
export async function writeRecord(at: CourseWriting, after: ExampleAfter): Promise<void> {
  await at.write(after.roles.noteTaker, 'record', (doc) => {
    for (const [field, text] of Object.entries(after.record)) {
      writeRichText(fragmentOf(doc, recordRoot(field as RecordField)), text)
    }
  })
}
