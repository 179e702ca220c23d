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
  /** Somebody who came by a pass may be here, where the pass is for it. */
  forGuests?: true
  /** Drawn without the top bar: nothing but the lesson. The screen has a way back of its own. */
  isBare?: true
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
  '/studies/:study/record': {
    load: () => import('./screens/lesson-study/record/Record.svelte'),
    title: 'The record of a study',
  },
  '/studies/:study/release': {
    load: () => import('./screens/lesson-study/record/Release.svelte'),
    title: 'Who needs cover',
  },
  '/studies/:study/lessons/:number/plan': {
    load: () => import('./screens/lesson-study/Plan.svelte'),
    title: 'Lesson plan',
  },
  '/studies/:study/lessons/:number/observe': {
    load: () => import('./screens/lesson-study/observe/Observe.svelte'),
    title: 'Observe',
    keepsOpen: true,
    isBare: true,
  },
  '/studies/:study/lessons/:number/observe/review': {
    load: () => import('./screens/lesson-study/observe/Review.svelte'),
    title: 'Quiet review',
    keepsOpen: true,
  },
  '/studies/:study/lessons/:number/observe/sheet': {
    load: () => import('./screens/lesson-study/observe/Sheet.svelte'),
    title: 'Observation sheet',
  },
  '/studies/:study/lessons/:number/observe/paper': {
    load: () => import('./screens/lesson-study/observe/Paper.svelte'),
    title: 'Type up paper notes',
    keepsOpen: true,
  },
  '/studies/:study/lessons/:number/saw': {
    load: () => import('./screens/lesson-study/saw/WhatWeSaw.svelte'),
    title: 'What we saw',
  },
  '/studies/:study/lessons/:number/voice': {
    load: () => import('./screens/lesson-study/voice/PupilVoice.svelte'),
    title: 'Pupil voice',
    keepsOpen: true,
  },
  '/studies/:study/lessons/:number/discuss': {
    load: () => import('./screens/lesson-study/discuss/Discuss.svelte'),
    title: 'Discuss',
  },
  '/studies/:study/lessons/:number/hall': {
    load: () => import('./screens/lesson-study/discuss/Hall.svelte'),
    title: 'Discuss, in the hall',
    isBare: true,
  },
  '/studies/:study/lessons/:number/again': {
    load: () => import('./screens/lesson-study/again/PlanAgain.svelte'),
    title: 'Plan again',
  },
  '/reading': {
    load: () => import('./screens/reading/Clubs.svelte'),
    title: 'Reading',
  },
  '/reading/new': {
    load: () => import('./screens/reading/NewClub.svelte'),
    title: 'A new book club',
  },
  '/reading/:club': {
    load: () => import('./screens/reading/Club.svelte'),
    title: 'Book club',
  },
  '/reading/:club/ideas': {
    load: () => import('./screens/reading/ideas/Ideas.svelte'),
    title: 'Ideas we took',
  },
  '/reading/:club/chapters/:chapter': {
    load: () => import('./screens/reading/chapter/Chapter.svelte'),
    title: 'Reading',
    keepsOpen: true,
  },
  '/reading/:club/meetings/:meeting': {
    load: () => import('./screens/reading/meeting/Meeting.svelte'),
    title: 'Meeting',
    keepsOpen: true,
  },
  '/reading/:club/meetings/:meeting/hall': {
    load: () => import('./screens/reading/meeting/MeetingHall.svelte'),
    title: 'Meeting, on the wall',
    isBare: true,
  },
  '/teachmeets': {
    load: () => import('./screens/teachmeet/TeachMeets.svelte'),
    title: 'TeachMeets',
  },
  '/teachmeets/new': {
    load: () => import('./screens/teachmeet/NewTeachMeet.svelte'),
    title: 'A new TeachMeet',
  },
  '/teachmeets/talks': {
    load: () => import('./screens/teachmeet/Talks.svelte'),
    title: 'Talks we heard',
  },
  '/teachmeets/:teachmeet': {
    load: () => import('./screens/teachmeet/TeachMeet.svelte'),
    title: 'TeachMeet',
    forGuests: true,
  },
  '/teachmeets/:teachmeet/live': {
    load: () => import('./screens/teachmeet/live/Live.svelte'),
    title: 'TeachMeet, live',
    keepsOpen: true,
    forGuests: true,
  },
  '/teachmeets/:teachmeet/hall': {
    load: () => import('./screens/teachmeet/live/MeetHall.svelte'),
    title: 'TeachMeet, in the hall',
    isBare: true,
  },
  '/teachmeets/:teachmeet/draw': {
    load: () => import('./screens/teachmeet/draw/Draw.svelte'),
    title: 'The draw',
    forGuests: true,
  },
  '/guest': {
    load: () => import('./screens/guest/GuestDoor.svelte'),
    title: 'Come in as a guest',
    atDoor: true,
  },
  '/back': {
    load: () => import('./screens/guest/ComeBack.svelte'),
    title: 'Come back',
    atDoor: true,
  },
  '/guest/study': {
    load: () => import('./screens/lesson-study/expert/ExpertStudy.svelte'),
    title: 'A lesson study',
    forGuests: true,
  },
  '/guest/study/lessons/:number': {
    load: () => import('./screens/lesson-study/expert/ExpertLesson.svelte'),
    title: 'A research lesson',
    forGuests: true,
    keepsOpen: true,
  },
  '/trying': {
    load: () => import('./screens/trying/Trying.svelte'),
    title: 'What I am trying',
  },
  '/trying/:commitment/report': {
    load: () => import('./screens/trying/Report.svelte'),
    title: 'Report back',
    keepsOpen: true,
  },
  '/noticed': {
    load: () => import('./screens/trying/Noticed.svelte'),
    title: 'I noticed',
  },
  '/visits': {
    load: () => import('./screens/trying/Visits.svelte'),
    title: 'Visits',
  },
  '/protocols': {
    load: () => import('./screens/protocols/Protocols.svelte'),
    title: 'Protocols',
  },
  '/protocols/:protocol': {
    load: () => import('./screens/protocols/Protocol.svelte'),
    title: 'A protocol',
  },
  '/people': { load: () => import('./screens/people/People.svelte'), title: 'People' },
  '/account': { load: () => import('./screens/account/Account.svelte'), title: 'Your account' },
}
