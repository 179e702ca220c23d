const notesHz = [523.25, 392]
const noteSeconds = 0.55
const loudest = 0.07

/** Two quiet notes, the second lower: a hand on a shoulder, not a bell. */
export class QuietSound {
  #context: AudioContext | null = null

  /** A page that was loaded anew may not sound before somebody has touched it. */
  wakeWithTheNextTouch(): void {
    const touched = new AbortController()
    for (const event of ['pointerdown', 'keydown'] as const) {
      const wake = () => {
        touched.abort()
        this.#wake()
      }
      window.addEventListener(event, wake, { signal: touched.signal, passive: true })
    }
  }

  play(): void {
    const context = this.#wake()
    if (context === null) return
    notesHz.forEach((hz, index) => sound(context, hz, context.currentTime + index * noteSeconds))
  }

  #wake(): AudioContext | null {
    if (typeof AudioContext === 'undefined') return null
    this.#context ??= new AudioContext()
    // A browser that lets nothing sound is no reason to tell anybody: the words are on the page.
    if (this.#context.state === 'suspended') void this.#context.resume().catch(() => {})
    return this.#context
  }
}

/** One note that swells and fades, without a click at either end. */
function sound(context: AudioContext, hz: number, at: number): void {
  const note = context.createOscillator()
  const volume = context.createGain()
  note.type = 'sine'
  note.frequency.value = hz
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(loudest, at + 0.06)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + noteSeconds)
  note.connect(volume).connect(context.destination)
  note.start(at)
  note.stop(at + noteSeconds)
}
