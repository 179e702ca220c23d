import { ownerLinkHoursMax } from '../shared/limits.ts'
import type { LoadedExample } from './admin/demo/load-demo.ts'
import type { Config } from './config.ts'
import type { Machine, Origins } from './http/origins.ts'

interface Started {
  config: Config
  port: number
  origins: Origins
  machine: Machine
  /** Of the one-time link, while nobody has come in as the owner. */
  ownerSecret: string | null
  /** The example people, when the example was asked for. */
  demo: LoadedExample | null
}

/** What a person reads who has just started the server. */
export function greeting({ config, port, origins, machine, ownerSecret, demo }: Started): string {
  const parts = [`Staffroom is open at ${origins.address}`]
  const others =
    config.publicUrl === null && config.host === undefined ? reachable(machine, port) : []
  if (others.length > 0) {
    parts.push(
      `Other computers reach it at ${others.join(' or ')}. What they send is not encrypted:\nbefore real work, put https in front and set PUBLIC_URL.`,
    )
  }
  if (demo !== null) {
    const people = demo.people.map(({ name, password }) => `  ${name.padEnd(16)} ${password ?? ''}`)
    parts.push('The example school is open. Come in as one of these:', people.join('\n'))
    if (demo.teachMeet !== null)
      parts.push(invitation(`${origins.address}/teachmeets/${demo.teachMeet}`))
  }
  if (ownerSecret !== null) {
    parts.push(
      `Nobody owns this server yet. This link makes its holder the owner, once, within ${ownerLinkHoursMax} hours:`,
      `  ${origins.address}/start#${ownerSecret}`,
    )
  }
  return `${parts.join('\n\n')}\n`
}

/** How to see the TeachMeet from several sides. */
function invitation(address: string): string {
  return `A TeachMeet is on there. See it from two sides, in two browsers (or a private window):
  ${address}/live
  as Nadia, who hosts it and lets the clock go on, and as Ben, who listens.
A guest needs no account: Nadia makes a join code under "Host" on that page, and it is typed in at
  ${new URL(address).origin}/guest`
}

function reachable({ addresses }: Machine, port: number): string[] {
  return addresses
    .filter((address) => !address.includes(':'))
    .slice(0, 2)
    .map((address) => new URL(`http://${address}:${port}`).origin)
}
