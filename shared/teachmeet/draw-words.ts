import type {
  Draw,
  DrawOffer,
  DrawWarning,
  PassedTalk,
  PassReason,
  PlacedTalk,
  TalkNumber,
} from './draw.ts'

/** A sentence for each place: which talk it was given to, and why. */
export function explain(draw: Draw): string[] {
  return draw.order.map(
    (placed, index) =>
      `${index + 1}. Talk ${placed.number}, ticket ${placed.ticket}: ${reason(placed, draw.rowMax)}.`,
  )
}

function reason({ why, passedOver }: PlacedTalk, rowMax: number): string {
  switch (why) {
    case 'heard':
      return 'heard'
    case 'absent':
      return 'not here yet, so at the end, by ticket'
    case 'returned':
      return 'back, so next'
    case 'ticket':
      return 'the lowest of those left'
    case 'school':
    case 'mix':
      return `passed over ${passed(passedOver, rowMax)}`
  }
}

/** Talks that wait for the same reason are named together. */
function passed(passedOver: PassedTalk[], rowMax: number): string {
  const reasons = [...new Set(passedOver.map(({ because }) => because))]
  const parts = reasons.map((because) => {
    const numbers = passedOver.filter((each) => each.because === because).map((each) => each.number)
    return `${talks(numbers)}, because ${against(because, numbers.length > 1, rowMax)}`
  })
  return parts.join('; ')
}

function against(because: PassReason, areMany: boolean, rowMax: number): string {
  const row = rowMax === 1 ? 'two talks of one kind' : `more than ${rowMax} talks of one kind`
  switch (because) {
    case 'same-school':
      return `${areMany ? 'they are' : 'it is'} of the same school as the talk before`
    case 'other-school':
      return 'more than half of the talks left are of another school'
    case 'row':
      return `${row} would follow each other`
    case 'row-later':
      return `${row} would have to follow each other later`
  }
}

function talks(numbers: TalkNumber[]): string {
  if (numbers.length === 1) return `talk ${numbers[0]}`
  return `talks ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}

/** What a host should know, in a sentence or two. */
export function warningWords(warning: DrawWarning): string {
  switch (warning.kind) {
    case 'nobody':
      return 'Nobody has offered a talk yet.'
    case 'same-school-twice':
      return `Talks from ${warning.school} follow each other ${often(warning.times)}, because there are not enough others to stand between.`
    case 'too-long': {
      const { minutesOver, absentMinutes, offers } = warning
      const absent = absentMinutes === 0 ? '' : ` (${absentMinutes} are for people not here yet)`
      const over = `The talks need ${minutes(minutesOver)} more than there ${minutesOver === 1 ? 'is' : 'are'}${absent}.`
      return `${over} ${offers.map(offerWords).join(' ')}`
    }
  }
}

function offerWords(offer: DrawOffer): string {
  switch (offer.kind) {
    case 'micro-5':
      return `Micro talks of 5 minutes would save ${minutes(offer.saves)}.`
    case 'no-gap':
      return `No time after each talk would save ${minutes(offer.saves)}.`
    case 'later':
      return `Or end ${minutes(offer.minutes)} later.`
  }
}

const minutes = (count: number) => (count === 1 ? 'a minute' : `${count} minutes`)
const often = (times: number) => (times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`)
