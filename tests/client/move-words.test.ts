import { expect, it } from 'vitest'
import { leadingWords } from '../../client/screens/people/move-words.ts'
import type { MemberView } from '../../shared/community/api.ts'
import type { PersonId, SchoolId } from '../../shared/ids.ts'

const far = 'far' as SchoolId
const somebody = (id: string, more: Partial<MemberView> = {}) =>
  ({
    ...{ id: id as PersonId, name: id, roles: ['member'], state: 'active', schoolId: null },
    ...more,
  }) as MemberView
const lead = (id: string, more: Partial<MemberView> = {}) =>
  somebody(id, { roles: ['lead', 'member'], ...more })
const between = { from: 'Penrallt', to: 'Ysgol Bell' }

it('says before a lead moves that they lead the other school only if somebody says so', () => {
  const [ben, carys] = [lead('Ben'), lead('Carys')]
  expect(leadingWords(ben, { among: [ben, carys], ...between })).toBe(
    'Ben leads Penrallt. In Ysgol Bell they are a member, unless you say otherwise.',
  )
  const hefin = lead('Hefin', { roles: ['admin', 'lead', 'member'] })
  expect(leadingWords(hefin, { among: [ben], ...between })).toBe(
    'Hefin leads Penrallt. They go on looking after Staffroom, but do not lead Ysgol Bell unless you say so.',
  )
  expect(leadingWords(somebody('Ola'), { among: [ben], ...between })).toBe('')
})

it('says where nobody else would lead the school they leave, and who does then', () => {
  const ben = lead('Ben')
  const others = [lead('Nia', { schoolId: far }), lead('Huw', { state: 'left' }), somebody('Ola')]
  expect(leadingWords(ben, { among: [ben, ...others], ...between })).toBe(
    'Ben leads Penrallt. In Ysgol Bell they are a member, unless you say otherwise. Nobody else leads Penrallt: until you ask a colleague to, whoever looks after Staffroom does.',
  )
})
