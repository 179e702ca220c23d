import { z } from 'zod'

/** The settings of a server, all optional, read once by main.ts. */
export interface Config {
  readonly port: number
  /** Undefined: every address of the machine. A school's other computers must reach it; nothing is there before the owner link is used. */
  readonly host: string | undefined
  readonly dataDir: string
  /** The origin people open (`https://staffroom.school.example`), without a slash at its end; null: what the machine calls itself. */
  readonly publicUrl: string | null
  readonly databaseUrl: string | null
  readonly redisUrl: string | null
  /** Addresses whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
}

/** A setting that cannot be used: one sentence that names it and says what to write. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigError'
  }
}

const text = z.string().trim()

const schema = z.object({
  PORT: text
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535),
  HOST: text.regex(/^[0-9A-Za-z.:_-]{1,255}$/),
  DATA_DIR: text.min(1),
  PUBLIC_URL: text.transform((value, context) => originOf(value) ?? fail(context)),
  DATABASE_URL: text.regex(/^postgres(ql)?:\/\/\S+$/),
  REDIS_URL: text.regex(/^rediss?:\/\/\S+$/),
  TRUSTED_PROXIES: text.transform((value) => value.split(/[\s,]+/).filter((part) => part !== '')),
})

const advice: Record<keyof z.infer<typeof schema>, string> = {
  PORT: 'must be a number from 0 to 65535, like 3000',
  HOST: 'must be an address or a name of this machine, like 127.0.0.1',
  DATA_DIR: 'must be the path of a folder, like ./data',
  PUBLIC_URL:
    'must be the address people open, like https://staffroom.school.example, without a path',
  DATABASE_URL: 'must look like postgres://name:password@host/database',
  REDIS_URL: 'must look like redis://host:6379',
  TRUSTED_PROXIES: 'must be a list of addresses, like 127.0.0.1, 10.0.0.2',
}

/** The settings, frozen, or a ConfigError. Empty settings count as not given. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(advice)
      .filter((key) => (env[key] ?? '').trim() !== '')
      .map((key) => [key, env[key]]),
  )
  const parsed = schema.partial().safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]) as keyof typeof advice
    // The value is not repeated: DATABASE_URL holds a password.
    throw new ConfigError(`The setting ${name} ${advice[name]}.`)
  }
  const settings = parsed.data
  return Object.freeze({
    port: settings.PORT ?? 3000,
    host: settings.HOST,
    dataDir: settings.DATA_DIR ?? './data',
    publicUrl: settings.PUBLIC_URL ?? null,
    databaseUrl: settings.DATABASE_URL ?? null,
    redisUrl: settings.REDIS_URL ?? null,
    trustedProxies: Object.freeze(settings.TRUSTED_PROXIES ?? []),
  })
}

/** `https://host[:port]`, or null when the text is not an address of that form. */
function originOf(value: string): string | null {
  if (!URL.canParse(value)) return null
  const url = new URL(value)
  const isPlain =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return /^https?:$/.test(url.protocol) && isPlain ? url.origin : null
}

function fail(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom', message: 'not an origin' })
  return z.NEVER
}
