import { Worker, type WorkerOptions } from 'node:worker_threads'

const runsFromSource = import.meta.url.endsWith('.ts')

/** Where a worker's code lies: its source in development and tests, `<name>.js` beside the bundle in production. */
function workerUrl(name: string, source: string): URL {
  return new URL(runsFromSource ? `../${source}` : `./${name}.js`, import.meta.url)
}

/**
 * Starts a worker thread. `source` is its file under `server/`; the bundle of it is called `<name>.js`. `workerData`
 * and `resourceLimits` are as in Node; the worker gets no arguments of its own.
 */
export function startWorker(
  name: string,
  source: string,
  options: Pick<WorkerOptions, 'workerData' | 'resourceLimits'> = {},
): Worker {
  const url = workerUrl(name, source)
  // execArgv is empty so that neither a debugger's nor a test runner's hooks follow into the thread.
  const common = { ...options, execArgv: [] }
  return runsFromSource
    ? new Worker(new URL('./start-worker.mjs', import.meta.url), { ...common, argv: [url.href] })
    : new Worker(url, common)
}
