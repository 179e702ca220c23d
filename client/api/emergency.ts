import type { StudyId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { EmergencyStudyView, OpenEmergency } from '../../shared/lesson-study/emergency.ts'
import { request } from './http.ts'

/** The studies that an admin may read now without being in them. */
export const fetchEmergencies = (signal?: AbortSignal) =>
  request<EmergencyStudyView[]>('GET', '/api/emergency', undefined, signal)

/** Opens the studies of a colleague for reading, for an hour, with a reason that they are shown. */
export const openEmergency = (ask: OpenEmergency) =>
  request<EmergencyStudyView[]>('POST', '/api/emergency', ask)

/** Ends it; nothing comes back to whoever had no other right to read the study. */
export const endEmergency = (study: StudyId) =>
  request<StudyView | undefined>('DELETE', `/api/studies/${study}/emergency`)
