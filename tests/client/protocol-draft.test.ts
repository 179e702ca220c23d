import { describe, expect, it } from 'vitest'
import { ProtocolDraft } from '../../client/screens/protocols/protocol-draft.svelte.ts'
import { minutesShown, previewOf } from '../../client/screens/protocols/protocol-words.ts'
import { libraryProtocol } from '../../shared/community/protocol-library.ts'
import { protocolStepsMax } from '../../shared/limits.ts'

const lastWord = libraryProtocol('last-word')!

describe('a protocol while it is written', () => {
  it('begins with one step, and knows whether anything was typed', () => {
    const draft = new ProtocolDraft(null)
    expect(draft.steps).toHaveLength(1)
    expect(draft.isChanged).toBe(false)
    draft.title = 'One good question'
    expect(draft.isChanged).toBe(true)
    draft.saved()
    expect(draft.isChanged).toBe(false)
  })

  it('moves a step up and down, and not past the ends', () => {
    const draft = new ProtocolDraft(lastWord)
    const last = draft.steps.at(-1)!.id
    expect(draft.move(last, 1)).toBe(false)
    expect(draft.move(last, -1)).toBe(true)
    expect(draft.body.steps.map(({ title }) => title)).toEqual([
      ...['The passage', 'The last word', 'What I make of it'],
    ])
    draft.remove(last)
    expect(draft.body.steps.map(({ title }) => title)).toEqual(['The passage', 'What I make of it'])
  })

  it('takes no more steps than a protocol may have', () => {
    const draft = new ProtocolDraft(null)
    while (draft.mayAdd) draft.add()
    expect(draft.steps).toHaveLength(protocolStepsMax)
  })
})

describe('the preview of a protocol', () => {
  it('goes through every turn of four people', () => {
    const { turns, total, problem } = previewOf(lastWord)
    expect(turns).toHaveLength(20)
    expect(total).toBe('28 minutes for four')
    expect(problem).toBe('')
    expect(turns.slice(0, 5).map(({ who }) => who)).toEqual([
      ...['Amira', 'Ben', 'Cerys', 'Dafydd', 'Amira'],
    ])
  })

  it('is of fewer people where a group holds fewer', () => {
    expect(previewOf({ ...lastWord, groupMax: 2 }).total).toBe('10 minutes for two')
  })

  it('says why where there would be too many turns', () => {
    const steps = Array.from({ length: 30 }, () => lastWord.steps[1]!)
    expect(previewOf({ ...lastWord, rounds: 'each-person', steps }).problem).toMatch(/turns/)
  })

  it('writes half a minute as one does', () => {
    expect([0.5, 1, 2.5].map(minutesShown)).toEqual(['½', '1', '2½'])
  })
})
