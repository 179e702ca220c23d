import type { RecoveryCopy } from '../../../sync/device-records.ts'

/** The way of what came too late for the plan we taught into the next plan. */
export interface LateWay {
  /** Which lesson's plan takes it. */
  number: number
  /** Resolves when it is there; rejects with a sentence, the copy still being kept. */
  put(kept: RecoveryCopy): Promise<void>
}
