import { defineConfig } from '@playwright/test'
import { chromiumArgs, findChromium } from './tests/support/chromium.ts'

const executablePath = await findChromium()

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'tests/artefacts/browser',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'tests/artefacts/reports/browser.json' }]],
  use: {
    headless: true,
    launchOptions: { executablePath, args: chromiumArgs },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    trace: 'off',
  },
})
