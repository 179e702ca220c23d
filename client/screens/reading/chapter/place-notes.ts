import type { PersonView } from '../../../../shared/accounts/api.ts'
import type { PersonId } from '../../../../shared/ids.ts'
import type { FoundAnchor } from '../../../../shared/reading/anchor.ts'
import type { Annotation, AnnotationReply } from '../../../../shared/reading/annotation.ts'
import { annotationKey, audiences, isReplyTo } from '../../../../shared/reading/annotation.ts'
import { comparePages } from './page-order.ts'
import type { DraftNote, NoteSource, PlacedNote, PlacedReply } from './placed-note.ts'

export interface PlacingSurroundings {
  me: PersonId
  isChair: boolean
  /** Whether the words of the chapter are here: only then can a passage be missing. */
  hasText: boolean
  personOf: (id: PersonId) => PersonView | null
  /** Where a note's passage stands; null where it cannot be told. */
  find: (note: Annotation) => FoundAnchor | null
}

export interface PlacedNotes {
  notes: readonly PlacedNote[]
  loose: readonly PlacedNote[]
  drafts: readonly DraftNote[]
}

interface Copy {
  note: Annotation
  source: NoteSource
}

/**
 * Joins what the documents of a chapter hold: each note once, with its replies from all of them. A note that did not
 * change is the same object as before, so that only what changed is drawn anew.
 */
export class NotePlacing {
  readonly #around: PlacingSurroundings
  readonly #places = new WeakMap<Annotation, FoundAnchor | null>()
  readonly #replies = new WeakMap<AnnotationReply, PlacedReply>()
  readonly #draftsOf = new WeakMap<Annotation, DraftNote>()
  #before = new Map<string, PlacedNote>()
  #placed: PlacedNotes = { notes: [], loose: [], drafts: [] }

  constructor(around: PlacingSurroundings) {
    this.#around = around
  }

  place(sources: readonly NoteSource[]): PlacedNotes {
    const { me, isChair, hasText } = this.#around
    const copies = copiesByKey(sources)
    const replies = this.#repliesByNote(sources)
    const placed = new Map<string, PlacedNote>()
    for (const [key, all] of copies) {
      const shown = shownCopy(all, me)
      const answers = (replies.get(all[0]!.note.id) ?? []).filter((reply) =>
        isReplyTo(reply, all[0]!.note),
      )
      // Where a note was taken away and nobody answers any more, nothing is left to see.
      if (shown === null || (shown.note.isMoved && answers.length === 0)) continue
      const isHidden = sources.some(({ hidden }) => hidden.includes(key))
      const isSeen = !isHidden || isChair || shown.note.by === me
      if (isSeen) placed.set(key, this.#placedNote(key, shown, answers, isHidden))
    }
    this.#before = placed
    const ordered = [...placed.values()].sort(inOrder)
    const isLoose = (note: PlacedNote) =>
      hasText && note.anchor.kind === 'text' && note.range === null
    const next = {
      notes: ordered.filter((note) => !isLoose(note)),
      loose: ordered.filter(isLoose),
      drafts: this.#drafts(copies, placed),
    }
    this.#placed = {
      notes: keepSame(next.notes, this.#placed.notes),
      loose: keepSame(next.loose, this.#placed.loose),
      drafts: keepSame(next.drafts, this.#placed.drafts),
    }
    return this.#placed
  }

  #placedNote(key: string, copy: Copy, replies: PlacedReply[], isHidden: boolean): PlacedNote {
    const { note, source } = copy
    const before = this.#before.get(key)
    const found = this.#find(note)
    const next: PlacedNote = {
      ...note,
      documentId: source.documentId,
      audience: source.audience,
      person: this.#around.personOf(note.by),
      isMine: note.by === this.#around.me,
      range: found && { start: found.start, end: found.end },
      how: found?.how ?? null,
      isHidden,
      replies,
    }
    return before !== undefined && isSame(before, next) ? before : next
  }

  #find(note: Annotation): FoundAnchor | null {
    const known = this.#places.get(note)
    if (known !== undefined) return known
    const found = note.anchor.kind === 'text' ? this.#around.find(note) : null
    this.#places.set(note, found)
    return found
  }

  #drafts(copies: ReadonlyMap<string, Copy[]>, placed: ReadonlyMap<string, PlacedNote>) {
    const drafts: DraftNote[] = []
    for (const [key, all] of copies) {
      for (const { note, source } of all) {
        if (!isDraft(note, source, this.#around.me)) continue
        const before = this.#draftsOf.get(note)
        const kept = placed.get(key) ?? null
        const draft = before?.placed === kept ? before : this.#draft(note, kept)
        this.#draftsOf.set(note, draft)
        drafts.push(draft)
      }
    }
    return drafts.sort((a, b) => (a.id < b.id ? 1 : -1))
  }

  #draft(note: Annotation, placed: PlacedNote | null): DraftNote {
    const found = this.#find(note)
    const range = found && { start: found.start, end: found.end }
    return { ...note, draftFor: note.draftFor ?? 'me', range, placed }
  }

  #repliesByNote(sources: readonly NoteSource[]): Map<string, PlacedReply[]> {
    const byNote = new Map<string, PlacedReply[]>()
    for (const source of sources) {
      for (const reply of source.replies) {
        const there = byNote.get(reply.noteId)
        const placed = this.#placedReply(reply, source)
        if (there) there.push(placed)
        else byNote.set(reply.noteId, [placed])
      }
    }
    for (const replies of byNote.values()) replies.sort((a, b) => a.at - b.at || order(a.id, b.id))
    return byNote
  }

  #placedReply(reply: AnnotationReply, { documentId }: NoteSource): PlacedReply {
    const known = this.#replies.get(reply)
    if (known) return known
    const { me, personOf } = this.#around
    const person = personOf(reply.by)
    const placed = { ...reply, documentId, person, isMine: reply.by === me }
    this.#replies.set(reply, placed)
    return placed
  }
}

/** Every copy of each note, under its writer and id. */
function copiesByKey(sources: readonly NoteSource[]): Map<string, Copy[]> {
  const copies = new Map<string, Copy[]>()
  for (const source of sources) {
    for (const note of source.notes) {
      const key = annotationKey(note.by, note.id)
      const there = copies.get(key)
      if (there) there.push({ note, source })
      else copies.set(key, [{ note, source }])
    }
  }
  return copies
}

const isDraft = (note: Annotation, source: NoteSource, me: PersonId) =>
  source.audience === 'me' && note.by === me && note.draftFor !== null

/**
 * The copy that stands for a note. There are two where a device was cut off between putting it in one place and taking
 * it from the other: the one that was put there later is where its writer wants it, and where that cannot be told, the
 * one that fewer read.
 */
function shownCopy(copies: readonly Copy[], me: PersonId): Copy | null {
  const kept = copies.filter(({ note, source }) => !isDraft(note, source, me))
  const whole = kept.filter(({ note }) => !note.isMoved)
  const [first] = (whole.length > 0 ? whole : kept).sort(
    (a, b) =>
      b.note.placedAt - a.note.placedAt ||
      audiences.indexOf(a.source.audience) - audiences.indexOf(b.source.audience),
  )
  return first ?? null
}

/** Notes on the whole chapter, on pages as they follow each other, then along the text. */
function inOrder(a: PlacedNote, b: PlacedNote): number {
  const parts = { chapter: 0, page: 1, text: 2 }
  const place =
    a.anchor.kind === 'page' && b.anchor.kind === 'page'
      ? comparePages(a.anchor.page, b.anchor.page)
      : startOf(a) - startOf(b)
  return parts[a.anchor.kind] - parts[b.anchor.kind] || place || a.at - b.at || order(a.id, b.id)
}

const startOf = ({ range, anchor }: PlacedNote) =>
  range?.start ?? (anchor.kind === 'text' ? anchor.start : 0)
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Notes and replies that were read anew are other objects, so whoever looks the same is the same. */
function isSame(a: PlacedNote, b: PlacedNote): boolean {
  return (
    a.text === b.text &&
    a.kind === b.kind &&
    a.documentId === b.documentId &&
    a.editedAt === b.editedAt &&
    a.placedAt === b.placedAt &&
    a.isMoved === b.isMoved &&
    a.isHidden === b.isHidden &&
    a.range?.start === b.range?.start &&
    a.range?.end === b.range?.end &&
    a.tags.join('\n') === b.tags.join('\n') &&
    JSON.stringify(a.anchor) === JSON.stringify(b.anchor) &&
    keepSame(b.replies, a.replies) === a.replies
  )
}

/** The list there was, where nothing in it is another. */
function keepSame<Item>(next: readonly Item[], before: readonly Item[]): readonly Item[] {
  const isAsBefore =
    next.length === before.length && next.every((item, index) => item === before[index])
  return isAsBefore ? before : next
}
