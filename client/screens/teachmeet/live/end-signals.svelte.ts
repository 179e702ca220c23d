import type { PersonId } from '../../../../shared/ids.ts'
import { QuietSound } from './quiet-sound.ts'

export type EndSignal = 'colour' | 'sound' | 'vibration'

const usual: Record<EndSignal, boolean> = { colour: true, sound: false, vibration: false }
/** Two short touches, as one would tap a table. */
const touches = [80, 140, 80]

/**
 * How the end of a talk tells somebody: words always, and what they chose besides. The choice stays on the device for
 * people with an account, and in this page alone for guests.
 */
export class EndSignals {
  readonly #key: string | null
  readonly #sound = new QuietSound()
  #chosen = $state(usual)

  /** `person`: null for guests. */
  constructor(person: PersonId | null) {
    this.#key = person === null ? null : `staffroom:end-signals:${person}`
    this.#chosen = { ...usual, ...this.#read() }
    if (this.#chosen.sound) this.#sound.wakeWithTheNextTouch()
  }

  get chosen(): Readonly<Record<EndSignal, boolean>> {
    return this.#chosen
  }

  get canVibrate(): boolean {
    return typeof navigator.vibrate === 'function'
  }

  choose(signal: EndSignal, isOn: boolean): void {
    this.#chosen = { ...this.#chosen, [signal]: isOn }
    this.#write()
    // What it is like is heard and felt as it is chosen; browsers want a touch before the first sound, too.
    if (isOn && signal === 'sound') this.#sound.play()
    if (isOn && signal === 'vibration') this.#vibrate()
  }

  /** The time of a talk is over. */
  tell(): void {
    if (this.#chosen.sound) this.#sound.play()
    if (this.#chosen.vibration) this.#vibrate()
  }

  #vibrate(): void {
    if (this.canVibrate) navigator.vibrate(touches)
  }

  #read(): Partial<Record<EndSignal, boolean>> {
    try {
      const kept = this.#key === null ? null : localStorage.getItem(this.#key)
      return kept === null ? {} : (JSON.parse(kept) as Partial<Record<EndSignal, boolean>>)
    } catch {
      return {} // a device that keeps nothing
    }
  }

  #write(): void {
    try {
      if (this.#key !== null) localStorage.setItem(this.#key, JSON.stringify(this.#chosen))
    } catch {
      // It holds for this page.
    }
  }
}
