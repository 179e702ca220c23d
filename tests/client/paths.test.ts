import { describe, expect, it } from 'vitest'
import { afterDoor, doorTo, href, matchPath, paths } from '../../client/paths.ts'
import { screens } from '../../client/screens.ts'

describe('href', () => {
  it('fills the parameters of a path, escaped', () => {
    expect(href('/studies/:study/lessons/:number/plan', { study: 'a/b', number: 2 })).toBe(
      '/studies/a%2Fb/lessons/2/plan',
    )
    expect(href('/people')).toBe('/people')
  })

  it('does not compile without its parameters', () => {
    // @ts-expect-error -- the study is missing
    expect(href('/studies/:study', {})).toBe('/studies/undefined')
  })
})

describe('matchPath', () => {
  it('finds each path by its own address', () => {
    for (const path of paths) {
      const address = path.replace(/:(\w+)/g, 'x')
      expect(matchPath(address)?.path).toBe(path)
    }
  })

  it('gives back what href put in', () => {
    const address = href('/studies/:study', { study: 'tŷ bach/50%' })
    expect(matchPath(address)).toEqual({
      path: '/studies/:study',
      params: { study: 'tŷ bach/50%' },
    })
  })

  it('prefers a word to a parameter and forgives a slash at the end', () => {
    expect(matchPath('/studies/new/')?.path).toBe('/studies/new')
    expect(matchPath('/')?.path).toBe('/')
  })

  it('finds nothing at unknown or broken addresses', () => {
    for (const address of ['/nothing', '/studies/a/b', '/studies/%E0%A4%A', '//people', ''])
      expect(matchPath(address)).toBeNull()
  })

  it('has a screen for every path', () => {
    expect(Object.keys(screens)).toEqual([...paths])
  })
})

describe('the way through the door', () => {
  it('comes back to where somebody wanted to go', () => {
    const door = doorTo({ pathname: '/studies/01', search: '?form=other' })
    expect(matchPath(door.split('?')[0]!)?.path).toBe('/come-in')
    expect(afterDoor(door.slice(door.indexOf('?')))).toBe('/studies/01?form=other')
    expect(doorTo({ pathname: '/', search: '' })).toBe('/come-in')
  })

  it('leads nowhere but to screens of ours', () => {
    for (const then of [
      '//evil.example',
      'https://evil.example/',
      'javascript:alert(1)',
      '/%2Fx/y',
    ])
      expect(afterDoor(`?then=${encodeURIComponent(then)}`)).toBe('/')
    expect(afterDoor('?then=%2Fcome-in')).toBe('/')
  })
})
