import { session } from '../../api/session.svelte.ts'

/** Whom a club shares something with beyond its own people, in the words of a sentence. */
interface SchoolWords {
  /** "The school": by itself, on a button or a note. */
  title: string
  /** "for the school" */
  whole: string
  /** "everybody in the school" */
  inside: string
  /** "The school reads it" */
  reads: string
}

const oneSchool: SchoolWords = {
  title: 'The school',
  whole: 'the school',
  inside: 'the school',
  reads: 'The school reads it',
}

/** Clubs are the network's: what is for everybody is read in every school of it. */
const network: SchoolWords = {
  title: 'All our schools',
  whole: 'all our schools',
  inside: 'our schools',
  reads: 'All our schools read it',
}

/** One's own school is named only where there are several. */
export const schoolWords = (): SchoolWords => (session.me?.school ? network : oneSchool)
