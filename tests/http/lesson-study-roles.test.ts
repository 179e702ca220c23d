import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rotateRoles, sharePupils, swapTeacher } from '../../server/lesson-study/roles.ts'
import type { CasePupilId, PersonId } from '../../shared/ids.ts'
import type { StudyRole } from '../../shared/policy.ts'

const person = (name: string) => name as PersonId
const pupil = (code: string) => code as CasePupilId
const teacher = (name: string) => ({ id: person(name), role: 'teacher' as StudyRole })
const guest = (name: string) => ({ id: person(name), role: 'observer' as StudyRole })

const pupils = ['A', 'B', 'C'].map(pupil)
const triad = ['Amira', 'Ben', 'Cerys'].map(teacher)

/** Who teaches each of `count` lessons, each rotated from those before it. */
function teachersOf(people: typeof triad, count: number): (PersonId | null)[] {
  const taught: (PersonId | null)[] = []
  for (let n = 0; n < count; n++) taught.push(rotateRoles({ taught, people, pupils }).teacherId)
  return taught
}

describe('roles of a lesson', () => {
  it('begin with the first teacher, while the others watch the case pupils in turn', () => {
    expect(rotateRoles({ taught: [], people: triad, pupils })).toEqual({
      teacherId: 'Amira',
      observers: [
        { personId: 'Ben', pupilIds: ['A'] },
        { personId: 'Cerys', pupilIds: ['B', 'C'] },
      ],
    })
  })

  it('move on by one for the next lesson', () => {
    expect(rotateRoles({ taught: [person('Amira')], people: triad, pupils })).toEqual({
      teacherId: 'Ben',
      observers: [
        { personId: 'Cerys', pupilIds: ['A'] },
        { personId: 'Amira', pupilIds: ['B', 'C'] },
      ],
    })
  })

  it('go round a pair, and round four', () => {
    expect(teachersOf(triad.slice(0, 2), 3)).toEqual(['Amira', 'Ben', 'Amira'])
    const four = [...triad, teacher('Dafydd')]
    expect(teachersOf(four, 4)).toEqual(['Amira', 'Ben', 'Cerys', 'Dafydd'])
  })

  it('leave the class to people who only observe, unless nobody else watches', () => {
    const roles = rotateRoles({ taught: [], people: [...triad, guest('Efa')], pupils })
    expect(roles.observers.at(-1)).toEqual({ personId: 'Efa', pupilIds: [] })
    const alone = rotateRoles({ taught: [], people: [teacher('Amira'), guest('Efa')], pupils })
    expect(alone.observers).toEqual([{ personId: 'Efa', pupilIds: ['A', 'B', 'C'] }])
  })

  it('let nobody teach twice before everyone has taught once, whoever swapped in between', () => {
    const people = fc
      .integer({ min: 1, max: 6 })
      .map((n) => Array.from({ length: n }, (_, i) => teacher(`T${i}`)))
    fc.assert(
      fc.property(people, fc.array(fc.nat(5), { maxLength: 3 }), (teachers, swaps) => {
        // Some lessons were taught by whoever had time; rotation makes up for it.
        const taught: (PersonId | null)[] = []
        for (const swap of swaps) {
          const free = teachers.filter(({ id }) => !taught.includes(id))
          if (free.length > 0) taught.push(free[swap % free.length]!.id)
        }
        while (taught.length < teachers.length) {
          taught.push(rotateRoles({ taught, people: teachers, pupils }).teacherId)
        }
        expect(new Set(taught)).toEqual(new Set(teachers.map(({ id }) => id)))
      }),
    )
  })

  it('name everybody once, and leave no case pupil unwatched where somebody watches', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 6 }), (n, m) => {
        const people = Array.from({ length: n }, (_, i) => teacher(`T${i}`))
        const all = Array.from({ length: m }, (_, i) => pupil(`P${i}`))
        const { teacherId, observers } = rotateRoles({ taught: [], people, pupils: all })
        const named = [teacherId, ...observers.map((one) => one.personId)]
        expect(named.sort()).toEqual(people.map(({ id }) => id).sort())
        const watched = observers.flatMap((one) => one.pupilIds)
        if (observers.length > 0) expect(new Set(watched)).toEqual(new Set(all))
        if (observers.length <= m) expect(watched).toHaveLength(observers.length > 0 ? m : 0)
      }),
    )
  })

  it('go on with the next in order after somebody who left', () => {
    const roles = rotateRoles({ taught: [person('Ben')], people: [triad[0]!, triad[2]!], pupils })
    expect(roles.teacherId).toBe('Amira')
  })

  it('have no teacher where a study has only observers', () => {
    expect(rotateRoles({ taught: [], people: [guest('Efa')], pupils }).teacherId).toBeNull()
  })
})

describe('swapping the teacher of a lesson', () => {
  it('hands the case pupils of whoever now teaches to whoever taught', () => {
    const before = rotateRoles({ taught: [], people: triad, pupils })
    expect(swapTeacher(before, person('Cerys'))).toEqual({
      teacherId: 'Cerys',
      observers: [
        { personId: 'Ben', pupilIds: ['A'] },
        { personId: 'Amira', pupilIds: ['B', 'C'] },
      ],
    })
  })

  it('changes nothing when it is the same teacher', () => {
    const before = rotateRoles({ taught: [], people: triad, pupils })
    expect(swapTeacher(before, person('Amira'))).toBe(before)
  })
})

it('two people share one pupil where observers are more than pupils', () => {
  expect(sharePupils(['Ben', 'Cerys', 'Efa'].map(person), pupils.slice(0, 2))).toEqual([
    { personId: 'Ben', pupilIds: ['A'] },
    { personId: 'Cerys', pupilIds: ['B'] },
    { personId: 'Efa', pupilIds: ['A'] },
  ])
})
