import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Router } from '../../client/router.svelte.ts'

let router: Router
let stop: () => void

beforeEach(() => {
  history.replaceState(null, '', '/')
  document.body.innerHTML = ''
  window.scrollTo = () => undefined
  router = new Router()
  stop = router.listen()
})
afterEach(() => stop())

function link(attributes: Record<string, string>): HTMLAnchorElement {
  const anchor = document.createElement('a')
  for (const [name, value] of Object.entries(attributes)) anchor.setAttribute(name, value)
  document.body.append(anchor)
  return anchor
}

/** Whether the browser was left to follow the link itself. */
function click(anchor: HTMLAnchorElement, init: MouseEventInit = {}): boolean {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, button: 0, ...init })
  // jsdom would try to load the page.
  let leftAlone = false
  const late = (seen: Event) => {
    leftAlone = !seen.defaultPrevented
    seen.preventDefault()
  }
  window.addEventListener('click', late, { once: true })
  anchor.dispatchEvent(event)
  return leftAlone
}

describe('Router', () => {
  it('follows a link inside the app without a load, and tells effects', () => {
    const seen: (string | undefined)[] = []
    const end = $effect.root(() => {
      $effect(() => void seen.push(router.match?.path))
    })
    flushSync()
    expect(click(link({ href: '/people' }))).toBe(false)
    flushSync()
    expect(location.pathname).toBe('/people')
    expect(seen).toEqual(['/', '/people'])
    end()
  })

  it('leaves to the browser what is not its own', () => {
    for (const attributes of [
      { href: 'https://elsewhere.example/people' },
      { href: '/people', target: '_blank' },
      { href: '/people', download: '' },
      { href: '/api/people' },
      { href: '#main' },
    ]) {
      expect(click(link(attributes))).toBe(true)
      expect(location.pathname).toBe('/')
    }
    expect(click(link({ href: '/people' }), { ctrlKey: true })).toBe(true)
    expect(click(link({ href: '/people' }), { button: 1 })).toBe(true)
  })

  it('goes back with the browser, to the place somebody was at', async () => {
    Object.defineProperty(window, 'scrollY', { value: 640, configurable: true })
    const scrolls: number[] = []
    window.scrollTo = ((_x: number, y: number) => void scrolls.push(y)) as typeof window.scrollTo
    router.go('/account')
    router.arrive(document.body)
    expect(router.match?.path).toBe('/account')
    const back = new Promise((resolve) => window.addEventListener('popstate', resolve))
    history.back()
    await back
    expect(router.match?.path).toBe('/')
    router.arrive(document.body)
    expect(scrolls).toEqual([0, 640])
  })

  it('replaces the entry when asked, so that a secret does not stay in the history', () => {
    router.go('/join#secret')
    const entries = history.length
    router.go('/', { replace: true })
    expect(history.length).toBe(entries)
    expect(router.address).toEqual({ pathname: '/', search: '', hash: '' })
  })

  it('puts the reader at the heading, and at the page where there is none', () => {
    const main = document.createElement('main')
    main.tabIndex = -1
    main.innerHTML = '<h1>People</h1>'
    document.body.append(main)
    router.arrive(main)
    expect(document.activeElement?.textContent).toBe('People')
    main.innerHTML = '<p>Nothing yet</p>'
    router.arrive(main)
    expect(document.activeElement).toBe(main)
  })
})
