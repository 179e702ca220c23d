import { describe, expect, it } from 'vitest'
import { Passwords } from '../../server/accounts/password.ts'
import { AppError } from '../../shared/errors.ts'
import { passwordHashesAtOnceMax, passwordHashesQueuedMax } from '../../shared/limits.ts'

describe('passwords', () => {
  it('are kept as argon2id with 19 MiB and two passes, salted', async () => {
    const passwords = new Passwords()
    const [one, other] = await Promise.all([
      passwords.hash('three words here'),
      passwords.hash('three words here'),
    ])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
    expect(await passwords.isRight('three words here', one)).toBe(true)
    expect(await passwords.isRight('three words hers', one)).toBe(false)
    // The same letters from another keyboard.
    const accented = await passwords.hash('caf\u00e9 au lait')
    expect(await passwords.isRight('cafe\u0301 au lait', accented)).toBe(true)
  })

  it('are nobody’s where there is nobody', async () => {
    const passwords = new Passwords()
    expect(await passwords.isRight('nobody has this password', null)).toBe(false)
  })

  it('are worked on in a queue with an end, which moves on after a failure', async () => {
    const passwords = new Passwords()
    const room = passwordHashesAtOnceMax + passwordHashesQueuedMax
    const results = await Promise.allSettled(
      Array.from({ length: room + 3 }, () => passwords.isRight('x', 'not a hash')),
    )
    const reasons = results.map((result): unknown =>
      result.status === 'rejected' ? result.reason : null,
    )
    const turnedAway = reasons.filter((reason) => reason instanceof AppError)
    expect(turnedAway).toHaveLength(3)
    expect(turnedAway[0]).toMatchObject({ code: 'too-many' })
    expect(reasons.every((reason) => reason instanceof Error)).toBe(true)
    expect(await passwords.isRight('y', await passwords.hash('y'))).toBe(true)
  })

  it('of nobody are compared again after a moment in which the queue was full', async () => {
    const passwords = new Passwords()
    const room = passwordHashesAtOnceMax + passwordHashesQueuedMax
    const busy = Array.from({ length: room }, () => passwords.isRight('x', 'not a hash'))
    await expect(passwords.isRight('x', null)).rejects.toMatchObject({ code: 'too-many' })
    await Promise.allSettled(busy)
    expect(await passwords.isRight('x', null)).toBe(false)
  })
})
