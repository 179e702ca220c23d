import { ulid } from 'ulid'
import type { Doc } from 'yjs'
import type { ReplyId, TryReportId } from '../../../../shared/ids.ts'
import { repliesPerNoteMax } from '../../../../shared/limits.ts'
import { addReply, removeReply } from '../../../../shared/reading/annotation.ts'
import type { BegunReply } from '../../../../shared/reading/begun-reply.ts'
import { beginReply, writeBegunReply } from '../../../../shared/reading/begun-reply.ts'
import { serverClock } from '../../../api/server-clock.ts'
import { toasts } from '../../../parts/toasts.svelte.ts'
import type { PlacedNote, PlacedReply } from './placed-note.ts'
import { ShownNotes } from './shown-notes.svelte.ts'

/**
 * What one answers. A reply is begun in its writer's private document, as a note is: it outlives the thread it is
 * written in, and nobody sees half of it. Saying it puts it, under the same id, where the note stands.
 */
export class NoteReplies extends ShownNotes {
  /** The words so far; where none are left nothing was begun. */
  writeReply(note: PlacedNote, text: string): void {
    const begun = this.begunFor(note)
    if (text.trim() === '') {
      if (begun !== null) this.dropReply(begun)
    } else if (begun !== null) {
      this.changeOwn((doc) => writeBegunReply(doc, begun, text))
    } else {
      const [id, at] = [ulid() as ReplyId, serverClock.now()]
      const reply = { id, at, by: this.me, noteId: note.id, noteBy: note.by, text }
      this.changeOwn((doc) => beginReply(doc, reply))
    }
  }

  /** Forgets what was begun. The function that comes back puts it there again. */
  dropReply(begun: BegunReply): () => void {
    this.changeOwn((doc) => removeReply(doc, begun))
    return () => this.changeOwn((doc) => beginReply(doc, begun))
  }

  /** Says it where the note stands. False, and said in a toast, where that cannot be: what was begun stays. */
  reply(note: PlacedNote, text: string, reportId: TryReportId | null = null): boolean {
    if (note.replies.length >= repliesPerNoteMax) {
      toasts.fail('This thread is full. Begin a new note beside the passage.')
      return false
    }
    const document = this.holding(note)
    if (document === null || document.role === 'reader') {
      toasts.fail('This is no longer yours to write in. Copy your words.')
      return false
    }
    const begun = this.begunFor(note)
    const [id, at] = [begun?.id ?? (ulid() as ReplyId), serverClock.now()]
    const reply = { id, at, by: this.me, noteId: note.id, noteBy: note.by, text, reportId }
    document.edit((doc) => addReply(doc, reply))
    // Under a note of one's own alone what was said has taken its place already.
    if (begun !== null && document !== this.documentFor('me')) this.dropReply(begun)
    return true
  }

  /** The function that comes back puts it there again. */
  removeReply(reply: PlacedReply): () => void {
    this.holding(reply)?.edit((doc) => removeReply(doc, reply))
    return () => void this.holding(reply)?.edit((doc) => addReply(doc, reply))
  }

  protected changeOwn(change: (doc: Doc) => void): void {
    this.documentFor('me')?.edit(change)
  }
}
