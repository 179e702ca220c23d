import { afterEach, describe, expect, it } from 'vitest'
import { MeetWorld } from '../support/meet-world.ts'

let meet: MeetWorld
afterEach(async () => {
  expect(meet.world.log.errors).toEqual([])
  await meet.close()
})

describe('a TeachMeet', () => {
  it('is opened, held, ended and tidied', async () => {
    meet = await MeetWorld.open({ state: 'live' })
    const guest = await meet.guest('Ffion', { school: 'Tolverne School' })
    const talk = await meet.talk(guest, { title: 'Spelling with dice' })
    expect(await meet.view(guest)).toMatchObject({
      role: 'guest',
      talks: [{ id: talk, speakerName: 'Ffion', speakerSchool: 'Tolverne School', isMine: true }],
    })
    await meet.draw(meet.idris)
    expect((await meet.run()).steps.map((step) => step.key)).toContain(`talk:${talk}`)
  })
})
