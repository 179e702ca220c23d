// Lets a worker be TypeScript in development and in tests: `--import tsx` does not reach worker threads on Node 20.
import { register } from 'tsx/esm/api'

register()
await import(process.argv[2])
