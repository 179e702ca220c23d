import type { Doc } from 'yjs'
import type { LessonView } from '../../../../shared/lesson-study/api.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { OpenDocument, OpenDocumentOptions } from '../../../sync/document.ts'
import { openDocument } from '../../../sync/open-document.ts'
import { putLateEdits } from './late-edits.ts'

/** How long the server may take; what is not there by then is still kept where it was. */
const answerMsMax = 30_000

interface Late {
  /** The refused document. */
  update: Uint8Array
  /** The plan we taught. */
  taught: Doc
  /** Whose plan takes it. */
  lesson: Pick<LessonView, 'number' | 'planId' | 'planEpoch'>
}

/**
 * Opens the plan of another lesson without a screen, puts into it what came too late for the plan we taught, and
 * resolves when the server has it. Rejects with a sentence; it can then be done again, and is done once.
 */
export async function putIntoPlan(
  { update, taught, lesson }: Late,
  options: Pick<OpenDocumentOptions, 'person' | 'url' | 'ports'>,
): Promise<void> {
  let isRefused = false
  const plan = openDocument({
    ...{ documentId: lesson.planId, epoch: lesson.planEpoch, kind: 'plan', offline: true },
    ...options,
    onReplaced: (fresh) => {
      isRefused = true
      void fresh.close()
    },
  })
  const failed = () => isRefused || plan.end !== null || plan.role === 'reader'
  try {
    await isSaved(plan, failed, lesson)
    if (!plan.edit((doc) => putLateEdits(doc, update, taught))) {
      throw new AppError('conflict', `The plan of lesson ${lesson.number} is full.`)
    }
    await isSaved(plan, failed, lesson)
  } finally {
    await plan.close()
  }
}

/** Resolves when everything that is here is on the server, and everything of the server's here. */
async function isSaved(
  plan: OpenDocument,
  failed: () => boolean,
  { number }: Late['lesson'],
): Promise<void> {
  const kept = 'Your words are kept on this device.'
  await new Promise<void>((resolve, reject) => {
    const fail = (sentence: string) => end(() => reject(new AppError('conflict', sentence)))
    const look = () => {
      if (failed()) fail(`Lesson ${number}’s plan cannot be written any more. ${kept}`)
      else if (plan.recovery.current.length > 0) {
        fail(`Something in lesson ${number}’s plan was not saved either. Deal with that first.`)
      } else if (isSavedNow(plan)) end(resolve)
    }
    const timer = setTimeout(
      () => fail(`The server did not answer. ${kept} Try again when you are online.`),
      answerMsMax,
    )
    const stop = plan.watch(look)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      stop()
      settle()
    }
    look()
  })
}

const isSavedNow = (plan: OpenDocument) =>
  plan.isReady && plan.role === 'writer' && plan.save.current.kind === 'saved'
