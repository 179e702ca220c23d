import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createServer } from 'vite'

/** Development: vite serves the client on 5173 and hands /api, /sync and /live to the server, which starts anew after a change. */
const address = 'http://localhost:5173'

const vite = await createServer({ configFile: 'vite.config.ts' })
await vite.listen()
const tsx = createRequire(import.meta.url).resolve('tsx/cli')
const server = spawn(
  process.execPath,
  [tsx, 'watch', '--clear-screen=false', 'server/main.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { PUBLIC_URL: address, ...process.env } },
)
process.stdout.write(`Development: open ${address}\n`)
server.on('exit', (code) => {
  // The client's server has nothing to keep; both end together.
  void vite.close().finally(() => process.exit(code ?? 0))
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
