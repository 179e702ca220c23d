import type { RunAct, RunView } from '../../../shared/community/run.ts'
import type { ExampleVisitor } from './example-visitor.ts'

type WithoutVersion<Act> = Act extends unknown ? Omit<Act, 'version'> : never

/** One act on the run at `path`, as it is now; answers it as it is then. */
export async function actOnRun(
  by: ExampleVisitor,
  path: string,
  what: WithoutVersion<RunAct>,
): Promise<RunView> {
  const { version } = await by.ask<RunView>('GET', path)
  return by.ask<RunView>('POST', `${path}/acts`, { ...what, version })
}
