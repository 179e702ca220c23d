import { describe, expect, it } from 'vitest'
import { SaveLight } from '../../client/sync/save-light.ts'

/** A light on a connection that has exchanged what was there. */
function savedLight(): SaveLight {
  const light = new SaveLight()
  light.deviceWorks()
  light.opened()
  light.roleIs('writer')
  light.frameSent('answer')
  light.acknowledged(1)
  return light
}

describe('Saved', () => {
  it('is said when the answer to SyncStep1 has been acknowledged', () => {
    expect(savedLight().current).toEqual({ kind: 'saved' })
  })

  it('is not said by an open connection that has answered nothing', () => {
    const light = new SaveLight()
    light.opened()
    light.roleIs('writer')
    expect(light.current).toEqual({ kind: 'saving' })
    light.frameSent('answer')
    expect(light.current).toEqual({ kind: 'saving' })
  })

  it('disappears at the first edit and comes back when its frame is acknowledged', () => {
    const light = savedLight()
    light.edited(['field:why'])
    expect(light.current).toEqual({ kind: 'saving' })
    light.frameSent('update')
    light.edited(['field:why'])
    light.frameSent('update')
    light.acknowledged(2)
    expect(light.current).toEqual({ kind: 'saving' })
    light.acknowledged(3)
    expect(light.current).toEqual({ kind: 'saved' })
    expect(light.unsentPlaces).toEqual([])
  })

  it('is not said for an edit that was never sent', () => {
    const light = savedLight()
    light.edited()
    light.acknowledged(1)
    expect(light.current).toEqual({ kind: 'saving' })
    expect(light.hasUnsent).toBe(true)
  })

  it('does not follow from a frame sent before the answer', () => {
    const light = new SaveLight()
    light.deviceWorks()
    light.edited()
    light.opened()
    light.roleIs('writer')
    light.edited()
    light.frameSent('update')
    light.acknowledged(1)
    expect(light.current).toEqual({ kind: 'saving' })
    light.frameSent('answer')
    light.acknowledged(2)
    expect(light.current).toEqual({ kind: 'saved' })
  })

  it('is not believed when more is acknowledged than was sent', () => {
    const light = savedLight()
    light.edited()
    light.frameSent('update')
    light.acknowledged(99)
    expect(light.current).toEqual({ kind: 'saving' })
  })

  it('is for a new connection to earn again', () => {
    const light = savedLight()
    light.lost()
    expect(light.current).toEqual({ kind: 'offline', count: 0 })
    light.opened()
    expect(light.current).toEqual({ kind: 'saving' })
    light.frameSent('answer')
    light.acknowledged(1)
    expect(light.current).toEqual({ kind: 'saved' })
  })
})

describe('Offline, safe on this device', () => {
  it('is said only after the device has confirmed the newest edit', () => {
    const light = savedLight()
    light.lost()
    light.edited(['field:why'])
    expect(light.current).toEqual({ kind: 'saving' })
    expect(light.needsLeaveWarning).toBe(true)
    light.edited(['rows'])
    light.storedUpTo(1)
    expect(light.current).toEqual({ kind: 'saving' })
    light.storedUpTo(2)
    expect(light.current).toEqual({ kind: 'offline', count: 2 })
    expect(light.needsLeaveWarning).toBe(false)
  })

  it('counts what earlier visits left', () => {
    const light = new SaveLight()
    light.deviceWorks()
    light.loadedUnsent(['field:why', 'rows', 'field:why'])
    light.lost()
    expect(light.current).toEqual({ kind: 'offline', count: 2 })
  })
})

describe('Not saved', () => {
  it('is said when neither the server nor the device has it', () => {
    const guest = new SaveLight()
    guest.opened()
    guest.lost()
    guest.edited()
    expect(guest.current).toEqual({ kind: 'not-saved', reason: 'nowhere' })
    const light = savedLight()
    light.lost()
    light.edited()
    light.deviceFailed()
    expect(light.current).toEqual({ kind: 'not-saved', reason: 'nowhere' })
    light.storedUpTo(1)
    expect(light.current).toEqual({ kind: 'offline', count: 1 })
  })

  it('stays with its reason until the person has dealt with it', () => {
    const light = savedLight()
    light.refused('frozen')
    light.lost()
    light.opened()
    light.frameSent('answer')
    light.acknowledged(1)
    expect(light.current).toEqual({ kind: 'not-saved', reason: 'frozen' })
    light.recovered()
    expect(light.current).toEqual({ kind: 'saved' })
  })
})

describe('a reader', () => {
  it('who brought nothing is Saved at once', () => {
    const light = new SaveLight()
    light.opened()
    light.roleIs('reader')
    expect(light.current).toEqual({ kind: 'saved' })
  })

  it('who kept an earlier visit compares first', () => {
    const light = new SaveLight()
    light.deviceWorks()
    light.loaded()
    light.opened()
    light.roleIs('reader')
    expect(light.needsComparison).toBe(true)
    expect(light.current).toEqual({ kind: 'saving' })
    light.compared(true)
    expect(light.current).toEqual({ kind: 'saved' })
  })

  it('who has what the server has not is told so', () => {
    const light = new SaveLight()
    light.deviceWorks()
    light.loadedUnsent(['field:why'])
    light.opened()
    light.roleIs('reader')
    light.compared(false)
    expect(light.current).toEqual({ kind: 'not-saved', reason: 'read-only' })
  })
})

describe('a writer who becomes a reader', () => {
  function restrictedLight(): SaveLight {
    const light = savedLight()
    light.edited(['field:why'])
    light.frameSent('update')
    light.roleIs('reader')
    return light
  }

  it('is not Saved by an acknowledgement, which may be of a deletion that was dropped', () => {
    const light = restrictedLight()
    light.acknowledged(2)
    expect(light.current).toEqual({ kind: 'saving' })
    expect(light.hasUnsent).toBe(true)
    expect(light.unsentPlaces).toEqual(['field:why'])
    light.compared(true)
    expect(light.current).toEqual({ kind: 'saved' })
  })

  it('compares only once everything that was sent is judged', () => {
    const light = restrictedLight()
    expect(light.needsComparison).toBe(false)
    light.acknowledged(2)
    expect(light.needsComparison).toBe(true)
  })

  it('and a writer again is Saved by the next answer, not by what was sent before', () => {
    const light = restrictedLight()
    light.roleIs('writer')
    light.acknowledged(2)
    expect(light.hasUnsent).toBe(true)
    light.frameSent('answer')
    expect(light.current).toEqual({ kind: 'saving' })
    light.acknowledged(3)
    expect(light.current).toEqual({ kind: 'saved' })
  })
})

it('tells of a change only when what it says has changed', () => {
  let told = 0
  const light = new SaveLight(() => (told += 1))
  light.opened()
  light.frameSent('answer')
  light.acknowledged(1)
  expect(told).toBe(1)
  for (let i = 0; i < 5; i++) light.edited()
  expect(told).toBe(2)
})

describe('what has ended', () => {
  it('waits for no line and promises nothing, whatever is heard of its socket afterwards', () => {
    const light = savedLight()
    light.ended()
    light.lost()
    expect(light.current).toEqual({ kind: 'ended' })
  })

  it('is not saved while something was unsent, until its writer has dealt with it', () => {
    const light = savedLight()
    light.edited(['field:why'])
    light.ended()
    expect(light.current).toEqual({ kind: 'not-saved', reason: 'ended' })
    light.refused('ended')
    light.recovered()
    expect(light.current).toEqual({ kind: 'ended' })
    // Where it was is still known, so that nothing of it is called saved.
    expect(light.unsentPlaces).toEqual(['field:why'])
  })
})
