import { describe, expect, it } from 'vitest'
import { libraryProtocol } from '../../shared/community/protocol-library.ts'
import { stepsOf } from '../../shared/community/protocol-steps.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { GroupSheet } from './group-sheet.ts'
import { nextStep, resettled, turnsIn } from './group-sheet.ts'

const [ana, ben, cai, dil, eve] = ['ana', 'ben', 'cai', 'dil', 'eve'] as PersonId[] as [
  ...[PersonId, PersonId, PersonId, PersonId, PersonId],
]
const lastWord = libraryProtocol('last-word')!
const fourAs = libraryProtocol('four-as')!

/** A group that has had this many turns. */
function after(turns: number, protocol = lastWord, people = [ana, ben, cai]): GroupSheet {
  const steps = stepsOf(protocol, people)
  const doneKeys = steps.slice(0, turns).map((step) => step.key)
  return { steps, doneKeys, stepKey: steps[turns]!.key }
}

const settled = (sheet: GroupSheet, present: PersonId[], protocol = lastWord): GroupSheet => ({
  ...sheet,
  steps: resettled(protocol, sheet, { present, presenter: null }),
})
const keys = ({ steps }: GroupSheet) => steps.map((step) => step.key)

describe('the sheet of a group', () => {
  it('names who is on, then who comes after until somebody’s turn comes again', () => {
    const { steps } = after(0)
    expect(turnsIn(steps, 'ana:0')).toEqual([ana, ben, cai])
    expect(turnsIn(steps, 'ana:1:cai')).toEqual([cai, ana, ben])
    expect(turnsIn(stepsOf(fourAs, [ana, ben]), '0')).toEqual([])
    expect(turnsIn(stepsOf(fourAs, [ana, ben]), '1:ben')).toEqual([ben, ana])
  })

  it('goes from turn to turn, then to those that were passed over', () => {
    const sheet = after(1)
    expect(nextStep(sheet)).toBe('ana:1:cai')
    const end = { ...sheet, stepKey: 'cai:2', doneKeys: keys(sheet).slice(3, -1) }
    expect(nextStep(end)).toBe('ana:0')
    expect(nextStep({ ...end, doneKeys: keys(sheet).slice(0, -1) })).toBeNull()
  })

  it('stays as it is while nobody comes or goes', () => {
    for (let turn = 0; turn < 12; turn++) {
      expect(settled(after(turn), [ana, ben, cai]).steps).toEqual(after(turn).steps)
    }
    expect(settled(after(7, fourAs), [ana, ben, cai], fourAs).steps).toEqual(after(7, fourAs).steps)
  })

  it('gives a late-comer a turn in what is left: last in the round that is on, and a round of their own', () => {
    const late = settled(after(6), [ana, ben, cai, eve])
    expect(late.stepKey).toBe('ben:1:ana')
    expect(keys(late)).toEqual([
      ...['ana:0', 'ana:1:ben', 'ana:1:cai', 'ana:2'],
      ...['ben:0', 'ben:1:cai', 'ben:1:ana', 'ben:1:eve', 'ben:2'],
      ...['cai:0', 'cai:1:eve', 'cai:1:ana', 'cai:1:ben', 'cai:2'],
      ...['eve:0', 'eve:1:ana', 'eve:1:ben', 'eve:1:cai', 'eve:2'],
    ])
  })

  it('passes over who has gone, and keeps what they said and the turn that is on', () => {
    const gone = settled(after(2), [ana, ben])
    expect(gone.stepKey).toBe('ana:1:cai')
    expect(keys(gone)).toEqual([
      ...['ana:0', 'ana:1:ben', 'ana:1:cai', 'ana:2', 'ben:0', 'ben:1:ana', 'ben:2'],
    ])
    const back = settled({ ...gone, stepKey: 'ben:0' }, [ana, ben, cai])
    expect(keys(back).slice(-4)).toEqual(['cai:0', 'cai:1:ana', 'cai:1:ben', 'cai:2'])
  })

  it('gives who comes back a round of their own at the end, though they spoke before they went', () => {
    const spoke = after(2, lastWord, [ana, ben, cai, dil])
    const gone = settled(spoke, [ana, cai, dil])
    expect(keys(gone)).not.toContain('ben:0')
    expect(keys(gone)).toContain('ana:1:ben')
    const back = settled({ ...gone, stepKey: 'cai:0' }, [ana, cai, dil, ben])
    expect(keys(back).slice(-5)).toEqual([
      ...['ben:0', 'ben:1:ana', 'ben:1:cai', 'ben:1:dil', 'ben:2'],
    ])
  })

  it('leaves nobody who has come in a round that is over', () => {
    const late = settled(after(7, fourAs, [ana, ben, cai]), [ana, ben, cai, eve], fourAs)
    const eves = late.steps.filter((step) => step.personId === eve)
    expect(eves.map((step) => step.title)).toEqual(['Argue', 'Aspire'])
  })

  it('stays as it began when its protocol has been changed meanwhile', () => {
    const sheet = after(5)
    expect(settled(sheet, [ana, ben, cai, eve], libraryProtocol('open')!).steps).toBe(sheet.steps)
  })
})
