// `npm start`: makes what is missing or out of date, then becomes the server.
import { spawnSync } from 'node:child_process'

const build = spawnSync(process.execPath, ['--import', 'tsx', 'server/build.ts'], {
  stdio: 'inherit',
})
if (build.status !== 0) process.exit(build.status ?? 1)

// npm hands a signal to its shell, which ends without handing it on; then nobody would stop the server.
if (process.env.npm_lifecycle_event === 'start') {
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

await import(new URL('../dist/server/main.js', import.meta.url).href)
