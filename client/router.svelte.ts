import { matchPath } from './paths.ts'

/** The parts of an address that mean something to a screen. */
export interface Address {
  pathname: string
  search: string
  /** With its #. Secrets of links are here, since a browser sends this to no server. */
  hash: string
}

/** Where in a page somebody was, kept with the entry of the history they left. */
interface Place {
  scrollY?: number
}

/** The address as state; links inside the app change it without a load. */
export class Router {
  #address = $state.raw(readAddress())
  #scrollY = 0
  readonly match = $derived(matchPath(this.#address.pathname))

  get address(): Address {
    return this.#address
  }

  go(to: string, { replace = false } = {}): void {
    const place: Place = { scrollY: window.scrollY }
    if (replace) history.replaceState(null, '', to)
    else {
      history.replaceState(place, '')
      history.pushState(null, '', to)
    }
    this.#read()
  }

  /** Follows links and the browser's own back and forward, until the returned function is called. */
  listen(): () => void {
    const events = new AbortController()
    const { signal } = events
    history.scrollRestoration = 'manual' // a lazy page is not there yet when the browser would scroll
    document.addEventListener('click', (event) => this.#follow(event), { signal })
    window.addEventListener('popstate', () => this.#read(), { signal })
    window.addEventListener('hashchange', () => this.#read(), { signal })
    return () => events.abort()
  }

  /** After the page has been drawn: the reader is put at its heading, and where they were if they came back. */
  arrive(main: HTMLElement): void {
    const heading = main.querySelector('h1') ?? main
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    window.scrollTo(0, this.#scrollY)
  }

  #read(): void {
    this.#scrollY = (history.state as Place | null)?.scrollY ?? 0
    this.#address = readAddress()
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element | null)?.closest('a')
    if (!link?.href || link.target || link.hasAttribute('download')) return
    if (link.origin !== location.origin || !matchPath(link.pathname)) return
    if (link.hash && link.pathname === location.pathname) return // a place in this page
    event.preventDefault()
    this.go(link.href)
  }
}

function readAddress(): Address {
  const { pathname, search, hash } = location
  return { pathname, search, hash }
}

/** A tab has one address bar, and so one of these. */
export const router = new Router()
