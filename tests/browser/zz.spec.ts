import { test } from '@playwright/test'
import { PlanPage } from './support/plan-page.ts'
import { School } from './support/school.ts'
test('debug', async ({ browser }) => {
  const school = await School.open(browser)
  const amira = await school.owner()
  const people = [amira, await school.colleague('Ben'), await school.colleague('Cerys')]
  const study = await school.study(amira, people.slice(1), 'Do number lines help?')
  const plans = people.map(({ page }) => new PlanPage(page))
  amira.page.on('console', (m) => console.log('console', m.text()))
  amira.page.on('pageerror', (m) => console.log('error', m.message))
  for (const plan of plans) await plan.open(study)
  const rows = await plans[0]!.stageIds()
  await amira.page.evaluate(() => {
    for (const t of ['mousedown', 'mouseup', 'click', 'focusin', 'focusout', 'blur'])
      document.addEventListener(
        t,
        (e) =>
          console.log(
            t,
            (e.target as HTMLElement).className,
            String(e.defaultPrevented),
            ((e as FocusEvent).relatedTarget as HTMLElement)?.className,
          ),
        { capture: false },
      )
  })
  await plans[0]!.cell(`cell:${rows[0]}:do`).click()
  console.log(await plans[0]!.cell(`cell:${rows[0]}:do`).evaluate((e) => e.outerHTML))
  for (let i = 0; i < 3; i++) {
    console.log(
      await amira.page.evaluate(() => [
        document.activeElement?.outerHTML.slice(0, 300),
        document.hasFocus(),
        document.querySelectorAll('.ProseMirror').length,
        document.querySelector('.save')?.textContent,
      ]),
    )
    await plans[0]!.isSaved()
    await new Promise((r) => setTimeout(r, 1000))
  }
  await amira.page.screenshot({ path: '/tmp/x/zz.png' })
  await school.close()
})
