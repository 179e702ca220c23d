import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

// Fails when the tables say something that no migration says yet: `node --import tsx drizzle/check-migrations.ts`.

const dialects = [
  { name: 'postgres', dialect: 'postgresql' },
  { name: 'sqlite', dialect: 'sqlite' },
]
const root = join(import.meta.dirname, '..')

/** The files that drizzle-kit would add to what is there. */
function missingMigrations(name: string, dialect: string): string[] {
  const committed = join(import.meta.dirname, 'migrations', name)
  // Inside the project, because drizzle-kit takes paths as relative to where it runs.
  const copy = mkdtempSync(join(root, 'node_modules', '.migrations-'))
  try {
    cpSync(committed, copy, { recursive: true })
    const [schema, out] = [join('drizzle', `${name}.ts`), relative(root, copy)]
    const kit = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs')
    const options = [`--dialect=${dialect}`, `--schema=${schema}`, `--out=${out}`]
    // A question of drizzle-kit's (renamed, or new?) finds nobody to answer it, and fails: stale as well.
    execFileSync(process.execPath, [kit, 'generate', ...options], { cwd: root, stdio: 'pipe' })
    const known = new Set(readdirSync(committed))
    return readdirSync(copy).filter((file) => !known.has(file))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

for (const { name, dialect } of dialects) {
  const missing = missingMigrations(name, dialect)
  if (missing.length === 0) {
    process.stdout.write(`${name}: the migrations say what the tables say\n`)
    continue
  }
  process.stderr.write(
    `${name}: the tables have changed and no migration says so. Run ` +
      `npx drizzle-kit generate --config drizzle/${name}.config.ts, read what it wrote, and commit it.\n`,
  )
  process.exitCode = 1
}
