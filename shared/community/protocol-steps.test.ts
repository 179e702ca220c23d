import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId } from '../ids.ts'
import { runStepsMax } from '../limits.ts'
import { libraryProtocol, protocols } from './protocol-library.ts'
import { minutesOf, roundOf, stepsOf } from './protocol-steps.ts'
import type { Protocol } from './protocols.ts'
import { speakers } from './protocols.ts'
import { stepShows } from './run.ts'

const named = (key: string): Protocol => libraryProtocol(key)!
const people = (count: number) =>
  Array.from({ length: count }, (_, place) => `person-${place}` as PersonId)
const [ana, ben, cai, dil] = people(4) as [PersonId, PersonId, PersonId, PersonId]

const ownProtocol = fc.record({
  rounds: fc.constantFrom('once' as const, 'each-person' as const),
  steps: fc.array(
    fc.record({
      title: fc.constant('Step'),
      minutes: fc.constantFrom(0.5, 1, 2, 5),
      prompt: fc.constant(''),
      speakers: fc.constantFrom(...speakers),
      shows: fc.constantFrom(...stepShows),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

describe('the steps of a protocol', () => {
  it('give each of four seven minutes in Save the last word, and the last word to whose passage it is', () => {
    const steps = stepsOf(named('last-word'), [ana, ben, cai, dil])
    expect(minutesOf(steps)).toBe(28)
    const bens = steps.filter((step) => step.presenterId === ben)
    expect(bens.map((step) => [step.title, step.personId, step.minutes])).toEqual([
      ['The passage', ben, 1],
      ['What I make of it', cai, 1],
      ['What I make of it', dil, 1],
      ['What I make of it', ana, 1],
      ['The last word', ben, 3],
    ])
  })

  it('give Four A’s some 40 minutes with six people', () => {
    const steps = stepsOf(named('four-as'), people(6))
    expect(minutesOf(steps)).toBe(37)
    expect(steps[0]).toMatchObject({ title: 'In silence', isSilent: true, shows: 'words' })
    expect(steps.filter((step) => step.title === 'Argue')).toHaveLength(6)
  })

  it('give Tuning about an hour, Consultancy 50 minutes and the statements 30, whoever comes', () => {
    for (const count of [0, 3, 6]) {
      expect(minutesOf(stepsOf(named('tuning'), people(count)))).toBe(65)
      expect(minutesOf(stepsOf(named('consultancy'), people(count)))).toBe(50)
      expect(minutesOf(stepsOf(named('statements'), people(count)))).toBe(30)
    }
  })

  it('name the one presenter once they are chosen, and nobody before', () => {
    const before = stepsOf(named('consultancy'), [ana, ben, cai])
    expect(before.every((step) => step.personId === undefined)).toBe(true)
    const after = stepsOf(named('consultancy'), [ana, ben, cai], ben)
    expect(after.map((step) => step.key)).toEqual(before.map((step) => step.key))
    expect(after[0]).toMatchObject({ personId: ben, presenterId: ben })
    expect(after[3]).toMatchObject({ title: 'The group talks', presenterId: ben })
    expect(after[3]!.personId).toBeUndefined()
  })

  it('fit a full group of every protocol that comes with the product', () => {
    for (const protocol of protocols) {
      const group = people(Math.min(protocol.groupMax, 12))
      expect(stepsOf(protocol, group).length).toBeLessThanOrEqual(runStepsMax)
    }
  })

  it('are refused with a sentence where there would be too many', () => {
    const long = { ...named('last-word'), steps: [...Array(11).keys()].map(() => talk) }
    expect(() => stepsOf(long, people(12))).toThrow('more than 120 turns')
  })

  it('have keys of their own that come again, however people come and go', () => {
    fc.assert(
      fc.property(ownProtocol, fc.integer({ min: 1, max: 4 }), (protocol, count) => {
        const steps = stepsOf(protocol, people(count))
        const keys = steps.map((step) => step.key)
        expect(new Set(keys).size).toBe(keys.length)
        expect(keys.every((key) => key.length <= 64)).toBe(true)
        const more = stepsOf(protocol, people(count + 1)).map((step) => step.key)
        expect(more).toEqual(expect.arrayContaining(keys))
      }),
    )
  })

  it('let everybody speak once a round, with the same time, and nobody of their own passage', () => {
    fc.assert(
      fc.property(ownProtocol, fc.integer({ min: 1, max: 4 }), (protocol, count) => {
        const group = people(count)
        const steps = stepsOf(protocol, group)
        const rounds = protocol.rounds === 'each-person' ? group : [undefined]
        for (const presenter of rounds) {
          for (const [index, { speakers: who, minutes }] of protocol.steps.entries()) {
            const base = presenter === undefined ? String(index) : `${presenter}:${index}`
            const round = steps.filter((step) => roundOf(step) === base)
            expect(round.every((step) => step.minutes === minutes)).toBe(true)
            const spoke = round.map((step) => step.personId).sort()
            if (who === 'each') expect(spoke).toEqual(group)
            else if (who === 'each-other') {
              expect(spoke).toEqual(group.filter((person) => person !== presenter))
            } else expect(round).toHaveLength(1)
          }
        }
      }),
    )
  })
})

const talk = { ...libraryProtocol('last-word')!.steps[0]! }
