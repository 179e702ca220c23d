/* eslint-disable svelte/prefer-svelte-reactivity -- sets and maps for the length of one call */
import { ulid } from 'ulid'
import type { MessageId, TeachMeetId } from '../../../../shared/ids.ts'
import { messagesShownMax } from '../../../../shared/limits.ts'
import type { ChatView, MessageView } from '../../../../shared/teachmeet/live.ts'
import { sentenceOf } from '../../../api/http.ts'
import { Loaded } from '../../../api/loaded.svelte.ts'
import * as api from '../../../api/meet-live.ts'
import { spacedLive } from '../../../api/spaced-live.ts'

/** What somebody has said here that the server has not taken yet. */
export interface UnsentMessage {
  id: MessageId
  text: string
  /** Why it was not sent; empty while it is under way. */
  problem: string
}

/** Two looks at the chat are never closer than this. */
const everyMs = 500

/**
 * The chat of a TeachMeet: fetched piece by piece, kept up by /live. What one writes stands there at once, and stays
 * until the server has it. Made while a component starts.
 */
export class MeetChat {
  readonly #id: TeachMeetId
  readonly loaded: Loaded<ChatView>
  #messages = $state.raw<readonly MessageView[]>([])
  #unsent = $state.raw<readonly UnsentMessage[]>([])
  #cursor: string | null = null

  constructor(id: TeachMeetId) {
    this.#id = id
    this.loaded = new Loaded<ChatView>((signal) => this.#fetch(signal), {
      scopes: () => [`teachmeet:${id}`],
      live: spacedLive({ nouns: ['chat'], everyMs }),
    })
  }

  /** By time. */
  get messages(): readonly MessageView[] {
    return this.#messages
  }
  get unsent(): readonly UnsentMessage[] {
    return this.#unsent
  }
  get isLocked(): boolean {
    return this.loaded.view?.isLocked ?? false
  }

  send(text: string): void {
    const message = { id: ulid() as MessageId, text, problem: '' }
    this.#unsent = [...this.#unsent, message]
    void this.#post(message)
  }

  again(message: UnsentMessage): void {
    this.#mark(message.id, '')
    void this.#post(message)
  }

  /** Takes an unsent message out, so that its words can go back into the field. */
  withdraw(id: MessageId): void {
    this.#unsent = this.#unsent.filter((one) => one.id !== id)
  }

  async #post({ id, text }: UnsentMessage): Promise<void> {
    try {
      this.#take([await api.addMessage(this.#id, { id, text })])
      this.withdraw(id)
    } catch (error) {
      this.#mark(id, sentenceOf(error))
    }
  }

  #mark(id: MessageId, problem: string): void {
    this.#unsent = this.#unsent.map((one) => (one.id === id ? { ...one, problem } : one))
  }

  async #fetch(signal: AbortSignal): Promise<ChatView> {
    const chat = await api.fetchChat(this.#id, this.#cursor, signal)
    if (this.#cursor === null && chat.messages.length === 0) this.#messages = []
    this.#take(chat.messages)
    this.#cursor = chat.cursor
    // An answer that came although its request seemed lost.
    const known = new Set(chat.messages.map(({ id }) => id))
    this.#unsent = this.#unsent.filter(({ id }) => !known.has(id))
    return chat
  }

  #take(messages: readonly MessageView[]): void {
    if (messages.length === 0) return
    const byId = new Map([...this.#messages, ...messages].map((message) => [message.id, message]))
    this.#messages = [...byId.values()]
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .slice(-messagesShownMax)
  }
}
