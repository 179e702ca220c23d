import type { CasePupilView } from '../../../shared/lesson-study/api.ts'
import type { PupilField } from '../../../shared/lesson-study/plan.ts'

/** What can be done with a case pupil from the head of its column. */
export interface PupilActions {
  readonly mayAdd: boolean
  readonly mayTakeOut: boolean
  /** Opens bird and learner group for changing. */
  change(pupil: CasePupilView): void
  /** Shows one of the pupil's further texts, ready to be written. */
  openText(pupil: CasePupilView, field: PupilField): void
  add(): void
  takeOut(pupil: CasePupilView): void
}
