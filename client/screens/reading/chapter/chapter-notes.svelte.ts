import { ulid } from 'ulid'
import type { AnnotationId } from '../../../../shared/ids.ts'
import { annotationsPerPersonMax, quotationLengthMax } from '../../../../shared/limits.ts'
import type {
  Anchor,
  AnnotationFacts,
  AnnotationKind,
  Audience,
} from '../../../../shared/reading/annotation.ts'
import {
  addAnnotation,
  annotationsOf,
  removeAnnotation,
  setAnnotation,
  setHidden,
  writeAnnotation,
} from '../../../../shared/reading/annotation.ts'
import { serverClock } from '../../../api/server-clock.ts'
import { toasts } from '../../../parts/toasts.svelte.ts'
import { keepAudience, lastAudience } from './last-audience.ts'
import { placeNote, removeEverywhere } from './move-notes.ts'
import { NoteReplies } from './note-replies.svelte.ts'
import type { PlacedNote } from './placed-note.ts'

/**
 * The notes beside a chapter, and what one may do with them. A note is begun in its writer's private document, so that
 * nothing is lost from its first letter on and nobody sees half a sentence; keeping it puts it where its audience reads.
 */
export class ChapterNotes extends NoteReplies {
  #audience = $state<Audience>(lastAudience())

  /** Whom one wrote for last. */
  get audience(): Audience {
    return this.#audience
  }

  /** Begins a note; null, and said in a toast, where there is no room for one more. */
  begin(
    anchor: Anchor,
    kind: AnnotationKind,
    audience: Audience = this.#audience,
  ): AnnotationId | null {
    const own = this.documentFor('me')
    if (own === null) return null
    if (annotationsOf(own.doc).size >= annotationsPerPersonMax) {
      toasts.fail('There is no room for one more note beside this chapter.')
      return null
    }
    const [id, at] = [ulid() as AnnotationId, serverClock.now()]
    own.edit((doc) =>
      addAnnotation(doc, {
        ...{ id, at, kind, by: this.me, anchor: this.#quotable(anchor) },
        ...{ text: '', tags: [], editedAt: null, draftFor: audience },
      }),
    )
    return id
  }

  /** Opens a kept note of one's own to write it anew; others read what it said until it is kept. */
  edit(id: AnnotationId): void {
    const note = this.own(id)
    if (note === null || this.draft(id) !== null) return
    this.documentFor('me')?.edit((doc) => {
      if (note.audience === 'me') setAnnotation(doc, note, { draftFor: 'me' })
      else addAnnotation(doc, { ...note, draftFor: note.audience })
    })
  }

  write(id: AnnotationId, text: string): void {
    this.changeOwn((doc) => writeAnnotation(doc, { by: this.me, id }, text))
  }

  setKind(id: AnnotationId, kind: AnnotationKind): void {
    this.#setDraft(id, { kind })
  }

  setTags(id: AnnotationId, tags: string[]): void {
    this.#setDraft(id, { tags })
  }

  /** Puts a draft where its audience reads. False, and said in a toast, where one may not write there any more. */
  keep(id: AnnotationId): boolean {
    const draft = this.draft(id)
    if (draft === null) return false
    const { placed, draftFor: to } = draft
    const now = serverClock.now()
    const text = draft.text.trim()
    const kind = text === '' && draft.kind === 'comment' ? 'highlight' : draft.kind
    const kept = placed !== null && !placed.isMoved ? placed : null
    const placedAt = kept?.placedAt ?? now
    const note = { ...draft, text, kind, placedAt, editedAt: kept === null ? null : now }
    const isPlaced = placeNote(this.documentFor, note, { from: kept?.audience ?? null, to, now })
    if (!isPlaced) {
      toasts.fail('This is no longer yours to write in. Keep the note for yourself, or copy it.')
      return false
    }
    if (to !== 'me') this.changeOwn((doc) => removeAnnotation(doc, draft))
    this.#remember(to)
    return true
  }

  /** Leaves a note as others read it and forgets how it was written anew; a note that nobody read is taken away. */
  dropDraft(id: AnnotationId): () => void {
    const draft = this.draft(id)
    if (draft === null || draft.placed === null) return this.remove(id)
    this.changeOwn((doc) => removeAnnotation(doc, draft))
    return () => this.changeOwn((doc) => void addAnnotation(doc, draft))
  }

  /** Who may read a note of one's own, from now on; a draft, once it is kept. */
  moveTo(id: AnnotationId, to: Audience): void {
    const [note, draft] = [this.own(id), this.draft(id)]
    if (draft !== null) this.changeOwn((doc) => setAnnotation(doc, draft, { draftFor: to }))
    this.#remember(to)
    if (note === null || note.isMoved || note.audience === to) return
    // What is written anew for oneself alone has its place already: it is that.
    if (draft !== null && to === 'me') return void this.keep(id)
    placeNote(this.documentFor, note, { from: note.audience, to, now: serverClock.now() })
  }

  /** Says where a note or a draft belongs. */
  attach(id: AnnotationId, anchor: Anchor): void {
    const note = this.own(id)
    const fact = { anchor: this.#quotable(anchor) }
    if (note !== null)
      this.documentFor(note.audience)?.edit((doc) => setAnnotation(doc, note, fact))
    this.#setDraft(id, fact)
  }

  /** Takes away a note or a draft of one's own. The function that comes back undoes it. */
  remove(id: AnnotationId): () => void {
    return removeEverywhere(this.documentFor, { by: this.me, id })
  }

  /** The chair takes a note out of sight, or puts it back. */
  hide(note: PlacedNote, isHidden: boolean): void {
    for (const audience of ['club', 'community'] as const) {
      const document = this.documentFor(audience)
      const isThere = document !== null && document === this.holding(note)
      if (isThere || !isHidden) document?.edit((doc) => setHidden(doc, this.me, note, isHidden))
    }
  }

  #setDraft(id: AnnotationId, facts: AnnotationFacts): void {
    const draft = this.draft(id)
    if (draft !== null) this.changeOwn((doc) => setAnnotation(doc, draft, facts))
  }

  #remember(audience: Audience): void {
    this.#audience = audience
    keepAudience(audience)
  }

  /** Of a text that may only be quoted, no more is quoted than may be; the note still covers its whole passage. */
  #quotable(anchor: Anchor): Anchor {
    if (anchor.kind === 'chapter' || this.chapter?.rights !== 'quotation') return anchor
    return { ...anchor, exact: anchor.exact.slice(0, quotationLengthMax) }
  }
}
