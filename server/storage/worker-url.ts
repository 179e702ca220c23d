import { Worker, type WorkerOptions } from 'node:worker_threads'
import { workerFiles, type WorkerName } from './worker-files.ts'

const runsFromSource = import.meta.url.endsWith('.ts')

/** Where a worker's code lies: its source in development, `<name>.js` beside the bundle in production. */
function workerUrl(name: WorkerName): URL {
  return new URL(runsFromSource ? `../${workerFiles[name]}` : `./${name}.js`, import.meta.url)
}

/** Starts a worker thread. `workerData` and `resourceLimits` are as in Node; it gets no arguments of its own. */
export function startWorker(
  name: WorkerName,
  options: Pick<WorkerOptions, 'workerData' | 'resourceLimits'> = {},
): Worker {
  const url = workerUrl(name)
  // execArgv is empty so that neither a debugger's nor a test runner's hooks follow into the thread.
  const common = { ...options, execArgv: [] }
  return runsFromSource
    ? new Worker(new URL('./start-worker.mjs', import.meta.url), { ...common, argv: [url.href] })
    : new Worker(url, common)
}
