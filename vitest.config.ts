import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import { defineConfig } from 'vitest/config'
import { builtWorkers } from './tests/support/built-workers.ts'
import { LongestFirst } from './tests/support/longest-first.ts'

const shared = { pool: 'forks' as const, maxWorkers: 2, testTimeout: 20_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins: [builtWorkers],
        test: {
          ...shared,
          name: 'node',
          environment: 'node',
          // Most files import the whole server, which takes longer than many of them run.
          isolate: false,
          globalSetup: ['tests/support/postgres-keeper.ts', 'tests/support/built-workers.ts'],
          // Bundles are Node's to load; vitest would go through each line of them again.
          server: { deps: { external: [/\/planted-server\//] } },
          include: [
            'shared/**/*.test.ts',
            'server/**/*.test.ts',
            'tests/{contract,protocol,http}/**/*.test.ts',
            // The client against the real server: `ws` as Node has it, not as a browser would.
            'tests/client/*-server.test.ts',
          ],
        },
      },
      {
        plugins: [svelte(), svelteTesting()],
        test: {
          ...shared,
          name: 'client',
          environment: 'jsdom',
          include: ['client/**/*.test.ts', 'tests/client/**/*.test.ts'],
          exclude: ['tests/client/*-server.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'sim',
          environment: 'node',
          testTimeout: 300_000,
          include: ['tests/sim/**/*.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'process',
          environment: 'node',
          testTimeout: 600_000,
          fileParallelism: false,
          include: ['tests/{crash,load}/**/*.test.ts'],
        },
      },
    ],
  },
})
