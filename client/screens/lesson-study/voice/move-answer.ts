import {
  writeInterview,
  type Interview,
  type VoicePrompt,
} from '../../../../shared/lesson-study/voice.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import type { ForTheLead } from './for-the-lead.svelte.ts'

/**
 * Takes an answer out of a talk and keeps it for the safeguarding lead: first it is there, then it is gone here.
 * Resolves to whether it was moved.
 */
export async function moveAnswer(
  { doc }: Pick<OpenDocument, 'doc'>,
  { id, answers }: Pick<Interview, 'id' | 'answers'>,
  prompt: VoicePrompt,
  forTheLead: Pick<ForTheLead, 'add'>,
): Promise<boolean> {
  const { words, paraphrase } = answers[prompt]
  const said = [words, paraphrase].filter((text) => text.trim() !== '').join('\n\n')
  if (!(await forTheLead.add(said))) return false
  // Not an edit that can be undone: a step of undo would keep the words in the document.
  doc.transact(() => {
    writeInterview(doc, id, `${prompt}:words`, '')
    writeInterview(doc, id, `${prompt}:paraphrase`, '')
  })
  return true
}
