/** Who may import whom: the table of ARCHITECTURE.md as rules. */
const rule = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: typeof to === 'string' ? { path: to } : to,
})

/** An area may use what stands below it: accounts ← community ← lesson-study ← reading ← teachmeet ← admin. */
const areas = ['accounts', 'community', 'lesson-study', 'reading', 'teachmeet', 'admin']
const downwards = areas.map((area, index) =>
  rule(
    `${area}-knows-only-what-is-below`,
    `^(server|shared)/${area}/`,
    `^(server|shared)/(${areas.slice(index + 1).join('|') || '-'})/`,
  ),
)

module.exports = {
  forbidden: [
    rule('shared-imports-no-room', '^shared/', '^(server|client|drizzle|tests)/'),
    rule('shared-is-pure', '^shared/(?!.*\\.test\\.)', { dependencyTypes: ['core'] }),
    rule('shared-takes-few-packages', '^shared/(?!.*\\.test\\.)', {
      path: 'node_modules/',
      pathNot: 'node_modules/(yjs|lib0|zod|ulid|fractional-indexing|@noble/hashes)/',
    }),
    rule('client-takes-no-server', '^client/', '^server/'),
    rule('client-sees-no-tables', '^client/', '^drizzle/|/drizzle-orm/'),
    rule('client-takes-only-types-of-requests', '^client/', {
      path: '^shared/[^/]+/api\\.ts$',
      dependencyTypesNot: ['type-only'],
    }),
    rule('client-leaves-the-schema-library', '^client/', 'node_modules/zod/'),
    rule('parts-know-only-props', '^client/parts/', '^client/(screens|sync|editor|api|offline)/'),
    rule('screens-stand-alone', '^client/screens/([^/]+)/', {
      path: '^client/screens/',
      pathNot: '^client/screens/$1/',
    }),
    rule('only-lazy-screens-load-the-editor', '^client/(?!screens/|editor/|sync/)', {
      path: '^client/editor/',
      dependencyTypesNot: ['type-only', 'dynamic-import'],
    }),
    rule(
      'sql-only-in-queries',
      '^server/(?!storage/|main\\.ts|[^/]+/queries\\.ts|[^/]+/[^/]+-queries\\.ts)',
      { path: '^drizzle/|/drizzle-orm/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'sync-is-transport-free',
      '^server/sync/(?!socket\\.ts)',
      '^server/(http|storage|live|accounts|community|lesson-study|reading|teachmeet|admin)/|node_modules/(hono|ws|@hono)/',
    ),
    rule('storage-is-a-leaf', '^server/storage/', {
      path: '^server/(?!storage/)',
      dependencyTypesNot: ['type-only'],
    }),
    rule('code-imports-no-test', '^(server|client|shared|drizzle)/(?!.*\\.test\\.)', '^tests/'),
    ...downwards,
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.(css|woff2)$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|tests/artefacts|tests/canary)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'node', 'default'],
    },
  },
}
