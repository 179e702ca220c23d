import type { StudyView } from '../../shared/lesson-study/api.ts'
import { takeAlongMsMax } from '../../shared/limits.ts'
import type { DocumentId } from '../../shared/ids.ts'
import type { DocumentKind } from '../../shared/sync/kinds.ts'
import type { LinkPorts } from '../sync/document-link.ts'
import { openDocument } from '../sync/open-document.ts'
import type { DocumentPerson } from '../sync/person.ts'
import type { Taken } from './taken.ts'
import type { TakenStudies } from './taken-studies.ts'

interface StudyDocument {
  id: DocumentId
  epoch: string
  kind: DocumentKind
}

export interface TakeAlongOptions {
  taken: Pick<Taken, 'keep'>
  studies: Pick<TakenStudies, 'mark'>
  /** This day (2026-11-26) by the device's calendar. */
  day: string
  /** Ends it in the middle; then nothing more is put on this device. */
  signal: AbortSignal
  url?: string
  ports?: LinkPorts
}

/**
 * Puts everything a study needs on this device: its view, and every document in it that this person may read, one
 * after the other and without a screen. Resolves to how many documents could not be had; then it is not marked as
 * taken along.
 */
export async function takeAlong(
  person: DocumentPerson,
  study: StudyView,
  options: TakeAlongOptions,
): Promise<number> {
  await options.taken.keep(`study:${study.id}`, study)
  const documents = documentsOf(study)
  let failed = 0
  for (const [index, document] of documents.entries()) {
    if (options.signal.aborted) return 0
    const outcome = await takeDocument(document, person, options)
    if (outcome === 'late') return failed + documents.length - index
    if (outcome === 'refused') failed += 1
  }
  if (failed === 0 && !options.signal.aborted) {
    await options.studies.mark({
      study: study.id,
      day: options.day,
      lessons: study.lessons.map(({ number }) => number),
      documents: documents.map(({ id }) => id),
    })
  }
  return failed
}

function documentsOf(study: StudyView): StudyDocument[] {
  return study.lessons.flatMap(({ planId, planEpoch, documents }) => [
    { id: planId, epoch: planEpoch, kind: 'plan' },
    ...documents.map(({ id, epoch, kind }) => ({ id, epoch, kind })),
  ])
}

/** Opens a document until this device holds what the server has. */
async function takeDocument(
  { id, epoch, kind: ofKind }: StudyDocument,
  person: DocumentPerson,
  { url, ports, signal }: TakeAlongOptions,
): Promise<'here' | 'refused' | 'late'> {
  let wasRefused: () => void = () => {}
  const document = openDocument({
    documentId: id,
    ...{ epoch, kind: ofKind, person, offline: true },
    // The copy of what was refused is on the device and is shown when the document is opened.
    onReplaced: (fresh) => void fresh.close().then(wasRefused),
    ...(url === undefined ? {} : { url }),
    ...(ports === undefined ? {} : { ports }),
  })
  // Nobody is looking at it: colleagues are not told that somebody is here.
  document.awareness.setLocalState(null)
  let outcome: 'here' | 'refused' | 'late' = 'late'
  await new Promise<void>((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      stopWatching()
      resolve()
    }
    const look = () => {
      const { kind } = document.save.current
      // What was refused at an earlier visit keeps the light red, with the server in reach or not.
      const isTold = kind === 'saved' || (kind === 'not-saved' && document.role !== 'unknown')
      if (document.end !== null) outcome = 'refused'
      else if (document.isReady && isTold) outcome = 'here'
      if (outcome !== 'late') stop()
    }
    wasRefused = () => {
      outcome = 'refused'
      stop()
    }
    signal.addEventListener('abort', () => stop(), { once: true })
    const timer = setTimeout(stop, takeAlongMsMax)
    const stopWatching = document.watch(look)
    look()
  })
  await document.close()
  return outcome
}
