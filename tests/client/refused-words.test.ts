import { expect, it } from 'vitest'
import { endedWords, refusedBecause } from '../../client/sync/refused-words.ts'

it('tells a guest what is theirs alone: how much they may add, and that their seat has ended', () => {
  expect(refusedBecause('too-large', true)).toBe('It is more than a guest can add here.')
  expect(refusedBecause('too-large', false)).toBe('It was too large for the server.')
  expect(refusedBecause('frozen', true)).toBe(refusedBecause('frozen', false))
  expect(endedWords('sign-in', true)).toMatch(/^Your seat has ended/)
  expect(endedWords('sign-in', false)).toMatch(/^You are signed out/)
  expect(endedWords('too-big', true)).toBe(endedWords('too-big', false))
})
