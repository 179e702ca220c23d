import { spawnSync } from 'node:child_process'

/** Finds a program of the system, or installs it by apt where that is possible; else says what to install. */
export function provideTool(name: string): void {
  if (isThere(name)) return
  if (process.getuid?.() === 0 && isThere('apt-get')) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '-qq', name], { stdio: 'ignore' })
  }
  if (!isThere(name)) process.stdout.write(`Install ${name}: the tests cannot do without it.\n`)
}

function isThere(name: string): boolean {
  return spawnSync('which', [name], { stdio: 'ignore' }).status === 0
}
