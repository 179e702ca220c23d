import base from '/work/study/playwright.config.ts'
export default { ...base, testDir: '/work/study/tests/browser', outputDir: '/tmp/pwout', use: { ...base.use, screenshot: 'only-on-failure', actionTimeout: 8000 } }
