import { join, resolve } from 'node:path'
import { cac } from 'cac'
import { ownerLinkHoursMax } from '../../shared/limits.ts'
import { makeOwnerSecret } from '../accounts/invitation.ts'
import { systemClock, systemRandom } from '../clock.ts'
import type { Config } from '../config.ts'
import { ConfigError, parseConfig } from '../config.ts'
import { findOrigins } from '../http/origins.ts'
import { describeMachine } from '../listen.ts'
import { openLog } from '../log.ts'
import { openStorage } from '../storage/open.ts'
import { StorageRefusal } from '../storage/refusal.ts'
import type { Verified } from './backup.ts'
import { backUp, dateName, restore, verified } from './backup.ts'
import { removeExample } from './demo/remove-demo.ts'
import { describeSetAside, listSetAside } from './set-aside.ts'

/** The command line for whoever looks after the machine: `npm run staffroom -- <command>`. Settings are the server's. */
const cli = cac('npm run staffroom --')
const log = openLog('warn')

cli
  .command('backup [file]', 'Copy the database to a file and check the copy; the server may run')
  .action(async (file: string | undefined) => {
    const config = folderConfig()
    const name = `staffroom-${dateName(systemClock.now())}.db`
    const copy = await backUp(config.dataDir, file ?? join(config.dataDir, 'backups', name))
    say(`Copied to ${copy.file}: ${describe(copy.content)}. The copy was opened and is whole.`)
    if (file === undefined) say('Keep a copy of it on another machine too.')
  })

cli
  .command('verify <file>', 'Open a copy and look through all of it')
  .action(async (file: string) => {
    say(`${resolve(file)} is whole: ${describe(await verified(file))}.`)
  })

cli
  .command('restore <file>', 'Put a copy in the place of the database; the server must be stopped')
  .option('--force', 'Replace the database that is there; it is kept aside')
  .action(async (file: string, options: { force?: boolean }) => {
    const config = folderConfig()
    const isForced = options.force === true
    const { content, keptIn } = await restore(config.dataDir, file, {
      isForced,
      now: systemClock.now(),
      log,
    })
    say(`Restored into ${resolve(config.dataDir)}: ${describe(content)}.`)
    if (keptIn !== null) say(`What was there before is in ${keptIn}.`)
    say('People, rights and passwords are as they were then. Look through People after the start.')
  })

cli
  .command('set-aside', 'List the edits that could not be read back; the server may run')
  .action(async () => {
    const rows = await listSetAside(parseConfig(process.env), log)
    for (const row of rows) say(describeSetAside(row))
    if (rows.length === 0) say('Nothing was set aside.')
    else say('Their bytes are kept in the database, in the table document_quarantine.')
  })

cli
  .command('owner-link', 'Print a one-time link that makes its holder an admin; for the locked out')
  .action(async () => {
    const config = parseConfig(process.env)
    const storage = await openStorage({ ...config, log })
    try {
      const made = { id: systemRandom.id(), now: systemClock.now() }
      const secret = await makeOwnerSecret(storage, made)
      const { address } = findOrigins(config, config.port, describeMachine())
      say(`This link makes its holder an admin, once, within ${ownerLinkHoursMax} hours:`)
      say(`\n  ${address}/start#${secret}\n`)
      say('Whoever gives a name that is here already gets that place back, with a new password.')
    } finally {
      await storage.close()
    }
  })

cli
  .command(
    'remove-example',
    'Remove the example school of --demo, all of it; stop the server first',
  )
  .action(async () => {
    const storage = await openStorage({ ...parseConfig(process.env), log })
    try {
      const { people, studies } = await removeExample(storage)
      say(
        people.length + studies.length === 0
          ? 'There is no example here.'
          : `Removed: ${people.length} example people, ${studies.length} studies with their plans.`,
      )
    } finally {
      await storage.close()
    }
  })

cli.help()

async function main(): Promise<void> {
  cli.parse(process.argv, { run: false })
  if (cli.options.help) return
  if (cli.matchedCommand === undefined) {
    cli.outputHelp()
    const given = cli.args[0]
    if (given !== undefined) throw new ConfigError(`There is no command ${given}.`)
    return
  }
  await cli.runMatchedCommand()
}

/** Settings of a server whose database is a file of its folder. */
function folderConfig(): Config {
  const config = parseConfig(process.env)
  if (config.databaseUrl === null) return config
  throw new ConfigError(
    'DATABASE_URL is set, so the database is PostgreSQL. Back it up and restore it with pg_dump and pg_restore.',
  )
}

function describe({ people, documents, updates }: Verified): string {
  return `${people} people, ${documents} documents, ${updates} edits`
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

main().catch((error: unknown) => {
  const isExpected =
    error instanceof ConfigError ||
    error instanceof StorageRefusal ||
    (error instanceof Error && error.name === 'CACError')
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${isExpected ? error.message : trace}\n`)
  process.exitCode = 1
})
