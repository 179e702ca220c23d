import { describe, expect, it, vi } from 'vitest'

const here = vi.hoisted(() => ({ session: { me: { school: null as string | null } } }))
vi.mock('../../client/api/session.svelte.ts', () => here)

const { audienceName, highlightedWords, keptWords, readBy } =
  await import('../../client/screens/reading/chapter/note-words.ts')
const { audienceWords } = await import('../../client/screens/reading/chapter/reading-words.ts')
const { schoolWords } = await import('../../client/screens/reading/school-words.ts')

const said = () => [
  ...[audienceName, readBy, keptWords, highlightedWords, audienceWords].map((words) =>
    words('community'),
  ),
  `Everybody in ${schoolWords().inside}`,
]

describe('a note beside a chapter that is for everybody', () => {
  it('is for the school where there is one', () => {
    here.session.me.school = null
    expect(said()).toEqual([
      ...['The school', 'The school', 'Kept, for the school.', 'Highlighted, for the school.'],
      ...['The school reads it', 'Everybody in the school'],
    ])
  })

  it('is for all our schools in a network, as every one of them reads it', () => {
    here.session.me.school = 'Ysgol Bell'
    expect(said()).toEqual([
      ...['All our schools', 'All our schools', 'Kept, for all our schools.'],
      ...['Highlighted, for all our schools.', 'All our schools read it'],
      'Everybody in our schools',
    ])
    expect([audienceName('me'), audienceName('club')]).toEqual(['Only me', 'The club'])
  })
})
