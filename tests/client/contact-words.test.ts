import { describe, expect, it } from 'vitest'
import { contactsNaming, missingContactWords } from '../../client/screens/people/contact-words.ts'

describe('a safeguarding contact', () => {
  it('seems to name somebody by a word of their name, however it is written', () => {
    const contacts = ['Mrs Parry, room 3', null, 'Siân Bell (library)', 'Ask in the office']
    const naming = (name: string) => contactsNaming(name, contacts)
    expect(naming('Elin Parry')).toEqual(['Mrs Parry, room 3'])
    expect(naming('SIAN')).toEqual(['Siân Bell (library)'])
    expect(naming('Siân Parry')).toEqual(['Mrs Parry, room 3', 'Siân Bell (library)'])
    expect(naming('Owen')).toEqual([])
    // "In" is no name to be found in "in the office".
    expect(naming('In O')).toEqual([])
  })

  it('that is missing says what is shown instead', () => {
    expect(missingContactWords('Mrs Parry')).toContain('shown “Mrs Parry”')
    expect(missingContactWords(null)).toMatch(/^Missing/)
  })
})
