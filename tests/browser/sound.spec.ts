import { expect, test } from '@playwright/test'
import { expectSound } from './support/sound.ts'

// All the screens' tests lean on this look, so it is looked at itself.

const page = (body: string) =>
  `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${body}</main></html>`

test('a look finds a planted fault of each kind, and none where there is none', async ({
  page: tab,
}) => {
  await tab.setContent(page('<p>Plain words.</p>'))
  await expectSound(tab)
  const planted = {
    'color-contrast': '<p style="color: #bbb; background: #fff">Pale words.</p>',
    'target-size': '<button style="font: 8px/1 serif; padding: 0">a</button>'.repeat(3),
    'heading-order': '<h4>Too deep</h4>',
    label: '<input>',
    sideways: '<p style="width: 3000px">Wide words.</p>',
  }
  for (const [fault, body] of Object.entries(planted)) {
    await tab.setContent(page(body))
    await expect(expectSound(tab, 'the planted page'), fault).rejects.toThrow(fault)
  }
})

test('a look refuses a page with frames, which it would not see into', async ({ page: tab }) => {
  await tab.setContent(page('<iframe title="Another page" srcdoc="<p>Words.</p>"></iframe>'))
  await expect(expectSound(tab, 'the page')).rejects.toThrow('frames')
})
