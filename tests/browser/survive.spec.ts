import { expect, test } from '@playwright/test'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { HeldSockets } from './support/held-sockets.ts'
import { agree, PlanPage } from './support/plan-page.ts'
import { School, type Colleague } from './support/school.ts'

let school: School
let amira: Colleague
let ben: Colleague
let study: StudyView
let plan: PlanPage
let root: string

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  amira = await school.owner()
  ben = await school.colleague('Ben')
  study = await school.study(amira, [ben], 'What do we see?')
  plan = new PlanPage(amira.page)
  await plan.open(study)
  root = `cell:${(await plan.stageIds())[0]}:do`
})
test.afterEach(() => school.close())

test('what was written without a line is there after a reload, and arrives once when the line is back', async () => {
  // The pages come through; the document's socket does not.
  let isBlocked = false
  await amira.page.routeWebSocket(/\/sync\//, (socket) => {
    if (isBlocked) void socket.close({ code: 4508 })
    else socket.connectToServer()
  })
  await amira.page.reload()
  await plan.isSaved()
  await plan.canWrite()
  isBlocked = true
  amira.line.cut()
  await plan.write(root, 'Written in the dark.')
  await expect(plan.saveWords).toContainText('safe on this device')
  await plan.leave()
  amira.line.mend()
  await amira.page.reload()
  await expect(plan.cell(root)).toHaveText(/Written in the dark\./)
  await expect(plan.saveWords).toContainText('safe on this device')
  isBlocked = false
  const other = new PlanPage(ben.page)
  await other.open(study)
  const seen = await agree([plan, other])
  expect(seen[0]!.cells[root]).toBe('Written in the dark.')
})

test('the server is killed while two write: what was Saved is there, once, and the rest arrives', async () => {
  const other = new PlanPage(ben.page)
  await other.open(study)
  await plan.write(root, 'Before the cut. ')
  await plan.isSaved()
  await school.server.kill()
  await expect(plan.saveWords).toContainText('Offline')
  await amira.page.keyboard.type('During the cut. ')
  await expect(plan.saveWords).toContainText('safe on this device')
  await school.server.start()
  await plan.isSaved()
  await amira.page.keyboard.type('After it.')
  await plan.leave()
  const seen = await agree([plan, other])
  expect(seen[0]!.cells[root]).toBe('Before the cut. During the cut. After it.')
})

test('opening a plan and looking round it writes nothing', async () => {
  await plan.write(root, 'Quiet.')
  await plan.isSaved()
  const seqs = async () => {
    const answer = await amira.context.request.get(`${school.url}/api/studies/${study.id}`)
    return ((await answer.json()) as StudyView).changedAt
  }
  const before = await seqs()
  const sent: number[] = []
  ben.page.on('websocket', (socket) => {
    if (!socket.url().includes('/sync/')) return
    socket.on('framesent', ({ payload }) => {
      // Message 0 is sync, 2 in its second place an update (PROTOCOL.md).
      if (typeof payload !== 'string' && payload[0] === 0 && payload[1] === 2) sent.push(1)
    })
  })
  const other = new PlanPage(ben.page)
  await other.open(study)
  await other.isSaved()
  await other.enter(root)
  await other.leave()
  await ben.page.getByRole('button', { name: 'Responses' }).click()
  await ben.page.getByRole('button', { name: 'Case pupils' }).click()
  await other.isSaved()
  expect(sent).toHaveLength(0)
  expect(await seqs()).toBe(before)
})

test(
  'a right that ends while somebody types stops the writing within two seconds, and the words can be copied',
  { tag: '@alone' },
  async () => {
    const other = new PlanPage(ben.page)
    await other.open(study)
    await other.write(root, 'I was here. ')
    await other.isSaved()
    const removed = await amira.context.request.delete(
      `${school.url}/api/studies/${study.id}/people/${ben.me.id}`,
      { headers: { origin: school.url } },
    )
    expect(removed.ok()).toBe(true)
    const endedAt = Date.now()
    await expect(
      ben.page.getByText('This plan is no longer here, or no longer yours to see.'),
    ).toBeVisible()
    expect(Date.now() - endedAt).toBeLessThan(2_000)
    await expect(ben.page.locator('.ProseMirror')).toHaveCount(0)
    await expect(plan.cell(root)).toHaveText(/I was here\./)
  },
)

test('a study that is gone before its plan has said why takes no words away', async () => {
  const { page } = ben
  const sockets = await HeldSockets.of(page)
  const other = new PlanPage(page)
  await other.open(study)
  await other.write(root, 'I was here. ')
  await other.isSaved()
  sockets.hold()
  const gone = page.waitForResponse(
    (answer) => answer.url().endsWith(`/api/studies/${study.id}`) && answer.status() === 404,
  )
  const path = `${school.url}/api/studies/${study.id}/people/${ben.me.id}`
  const removed = await amira.context.request.delete(path, { headers: { origin: school.url } })
  expect(removed.ok()).toBe(true)
  // Whatever was missed while the line was down is asked for again.
  ben.line.cut()
  ben.line.mend()
  await gone
  await expect(other.cell(root)).toHaveText(/I was here\./)
  sockets.letGo()
  await expect(
    page.getByText('This plan is no longer here, or no longer yours to see.'),
  ).toBeVisible()
  await expect(other.cell(root)).toHaveText(/I was here\./)
  // Nothing waits for the line, and others do write on.
  await expect(page.getByText(/safe on this device|nobody writes it any more/)).toHaveCount(0)
})

test('words written offline by somebody who may no longer write are shown, kept and can be copied; nobody else gets them', async () => {
  const other = new PlanPage(ben.page)
  await other.open(study)
  await other.isSaved()
  await other.canWrite()
  ben.line.cut()
  await other.write(root, 'Words from the train.')
  await expect(other.saveWords).toContainText('safe on this device')
  await other.leave()
  const demoted = await amira.context.request.put(
    `${school.url}/api/studies/${study.id}/people/${ben.me.id}`,
    { data: { role: 'observer' }, headers: { origin: school.url } },
  )
  expect(demoted.ok()).toBe(true)
  ben.line.mend()
  const kept = ben.page.getByRole('alert').filter({ hasText: 'Words from the train.' })
  await expect(kept).toBeVisible({ timeout: 40_000 })
  await expect(other.saveWords).toContainText('Not saved')
  await ben.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await kept.getByRole('button', { name: 'Copy your text' }).click()
  expect(await ben.page.evaluate(() => navigator.clipboard.readText())).toContain(
    'Words from the train.',
  )
  await expect(plan.cell(root)).not.toContainText('Words from the train.')
  await ben.page.reload()
  await expect(kept).toBeVisible()
})

test('what an observer may not write, they cannot begin to write', async () => {
  const cerys = await school.colleague('Cerys')
  const added = await amira.context.request.put(
    `${school.url}/api/studies/${study.id}/people/${cerys.me.id}`,
    { data: { role: 'observer' }, headers: { origin: school.url } },
  )
  expect(added.ok()).toBe(true)
  const reading = new PlanPage(cerys.page)
  await reading.open(study)
  await expect(cerys.page.getByText('You can read this plan; its teachers write it.')).toBeVisible()
  await reading.cell(root).click()
  await cerys.page.keyboard.type('Not mine to write.')
  await expect(cerys.page.locator('.ProseMirror')).toHaveCount(0)
  await plan.write(root, 'Read along.')
  await expect(reading.cell(root)).toContainText('Read along.')
  await expect(reading.cell(root)).not.toContainText('Not mine')
})

test('the page asks before it is left only while words exist nowhere but here', async () => {
  await plan.write(root, 'Safe.')
  await plan.isSaved()
  let asked = false
  amira.page.on('dialog', (dialog) => {
    asked = true
    void dialog.accept() // the test has its answer; the page may go
  })
  await amira.page.goto(`${school.url}/studies`)
  expect(asked).toBe(false)
})

test('where the device keeps nothing and the line is down, the words are called Not saved and leaving asks first', async () => {
  const cerys = await school.colleague('Cerys')
  const added = await amira.context.request.put(
    `${school.url}/api/studies/${study.id}/people/${cerys.me.id}`,
    { data: { role: 'teacher' }, headers: { origin: school.url } },
  )
  expect(added.ok()).toBe(true)
  // A browser that lets no page keep anything, as some private windows do.
  await cerys.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('nothing is kept here', 'SecurityError')
    }
  })
  const secret = new PlanPage(cerys.page)
  await secret.open(study)
  await secret.isSaved()
  await secret.canWrite()
  cerys.line.cut()
  await secret.write(root, 'Only here.')
  await expect(secret.saveWords).toContainText('Not saved')
  const asked = cerys.page.waitForEvent('dialog')
  const leaving = cerys.page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await leaving
  cerys.line.mend()
  await secret.isSaved()
  await expect(plan.cell(root)).toContainText('Only here.')
})
