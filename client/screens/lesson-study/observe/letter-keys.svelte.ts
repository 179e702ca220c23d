const key = 'staffroom:letter-keys'

/** Whether single letters choose a pupil on this device; they do until somebody switches them off. */
export class LetterKeys {
  #isOn = $state(read())

  get isOn(): boolean {
    return this.#isOn
  }

  set isOn(isOn: boolean) {
    this.#isOn = isOn
    try {
      localStorage.setItem(key, isOn ? 'on' : 'off')
    } catch {
      // It is asked again at the next visit.
    }
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(key) !== 'off'
  } catch {
    return true
  }
}
