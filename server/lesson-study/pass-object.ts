import type { PassObjectDoor } from '../http/area.ts'

/** What passes need to know of studies: none takes guests yet. */
export function studyPassObject(): PassObjectDoor {
  return {
    find: async () => null,
    hosts: async () => false,
    isIn: async () => false,
    guestsChanged: async () => {},
  }
}
