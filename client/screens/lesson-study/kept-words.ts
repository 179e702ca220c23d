import type { Doc } from 'yjs'
import type { StudyView } from '../../../shared/lesson-study/api.ts'
import {
  cellFields,
  cellRoot,
  fieldRoot,
  fragmentOf,
  listStages,
  planFields,
  predictionRoot,
  pupilFieldRoot,
  pupilFields,
} from '../../../shared/lesson-study/plan.ts'
import type { RecoveryCopy } from '../../sync/device-records.ts'
import type { OpenDocument } from '../../sync/document.ts'
import { plainText } from '../../sync/plain-text.ts'
import { placeName } from './place-names.ts'

/** What was refused; while nothing was, the whole plan, for a line that is down and a device that cannot keep it. */
export function unsavedWords(open: OpenDocument, study: StudyView): string {
  const copies = open.recovery.current
  if (copies.length === 0) return planWords(open.doc, study)
  return copies.map((kept) => keptWords(kept, open.doc, study)).join('\n\n')
}

/** A refused copy as text, each place under its name. */
export function keptWords(kept: RecoveryCopy, doc: Doc, study: StudyView): string {
  return kept.texts.map(({ root, text }) => `${placeName(root, doc, study)}\n${text}`).join('\n\n')
}

/** The plan as plain text, in its own order, without what is empty. */
export function planWords(doc: Doc, study: StudyView): string {
  const place = (root: string): string[] => {
    const text = plainText(fragmentOf(doc, root))
    return text === '' ? [] : [`${placeName(root, doc, study)}\n${text}`]
  }
  const stages = listStages(doc).flatMap((row) => [
    `${row.minutes} min  ${row.title}`,
    ...cellFields.flatMap((field) => place(cellRoot(row.id, field))),
    ...study.pupils.flatMap((pupil) => place(predictionRoot(row.id, pupil.id))),
  ])
  return [
    study.question || study.title,
    ...planFields.flatMap((field) => place(fieldRoot(field))),
    ...study.pupils.flatMap((pupil) =>
      pupilFields.flatMap((field) => place(pupilFieldRoot(field, pupil.id))),
    ),
    ...stages,
  ].join('\n\n')
}
