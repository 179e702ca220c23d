import type { Component } from 'svelte'
import type { Path } from './paths.ts'

export interface Screen {
  /** Drawn with the parameters of its path as props. */
  load: () => Promise<{ default: Component<never> }>
  /** The tab's title until the screen knows a better one. */
  title: string
  /** Drawn without the top bar, for people who have not come in. */
  atDoor?: true
  /** Somebody writes here while a lesson goes on: a session that ends meanwhile is said above it, not over it. */
  keepsOpen?: true
}

/** The table of contents: what is drawn at each address. */
export const screens: Record<Path, Screen> = {
  '/': { load: () => import('./screens/today/Today.svelte'), title: 'Today' },
  '/come-in': {
    load: () => import('./screens/door/ComeIn.svelte'),
    title: 'Come in',
    atDoor: true,
  },
  '/start': {
    load: () => import('./screens/door/StartHere.svelte'),
    title: 'Start here',
    atDoor: true,
  },
  '/join': { load: () => import('./screens/door/Join.svelte'), title: 'Come in', atDoor: true },
  '/reset': {
    load: () => import('./screens/door/Reset.svelte'),
    title: 'A new password',
    atDoor: true,
  },
  '/studies': {
    load: () => import('./screens/lesson-study/Studies.svelte'),
    title: 'Lesson studies',
  },
  '/studies/new': {
    load: () => import('./screens/lesson-study/NewStudy.svelte'),
    title: 'A new lesson study',
  },
  '/studies/:study': {
    load: () => import('./screens/lesson-study/Study.svelte'),
    title: 'Lesson study',
  },
  '/studies/:study/lessons/:number/plan': {
    load: () => import('./screens/lesson-study/Plan.svelte'),
    title: 'Lesson plan',
  },
  '/people': { load: () => import('./screens/people/People.svelte'), title: 'People' },
  '/account': { load: () => import('./screens/account/Account.svelte'), title: 'Your account' },
}
