import type { AreaDeps, PassObjects } from './http/area.ts'
import { studyPassObject } from './lesson-study/pass-object.ts'
import { teachMeetPassObject } from './teachmeet/pass-object.ts'

/** What guests may come to, whichever area it belongs to. */
export function passObjects(deps: AreaDeps): PassObjects {
  return { teachmeet: teachMeetPassObject(deps), study: studyPassObject(deps) }
}
