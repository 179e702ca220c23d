import type { PassObjectDoor } from '../http/area.ts'

/** What passes need to know of TeachMeets: there are none yet. */
export function teachMeetPassObject(): PassObjectDoor {
  return {
    find: async () => null,
    hosts: async () => false,
    isIn: async () => false,
    guestsChanged: async () => {},
  }
}
