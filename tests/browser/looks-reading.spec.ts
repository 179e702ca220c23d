import { expect, test } from '@playwright/test'
import type { CommitmentView } from '../../shared/community/commitments.ts'
import type { ClubRowView, ClubView } from '../../shared/reading/api.ts'
import { ServerProcess } from '../support/server-process.ts'
import { lookAt, sizes } from './support/look-at.ts'
import { post } from './support/school.ts'

/** The screens of book clubs with the example's content, as looks.spec.ts looks at the others. */
let server: ServerProcess
let password: string
let club: ClubView
let mine: CommitmentView

test.beforeAll(async ({ playwright }) => {
  server = await ServerProcess.create()
  await server.start(['--demo'])
  password = /Amira\s+(\S+)/.exec(server.output)![1]!
  const request = await playwright.request.newContext()
  await post(request, server.url, '/api/session', { name: 'Amira', password })
  const read = async <View>(path: string) =>
    (await (await request.get(`${server.url}${path}`)).json()) as View
  const [row] = await read<ClubRowView[]>('/api/clubs')
  club = await read<ClubView>(`/api/clubs/${row!.id}`)
  mine = (await read<CommitmentView[]>('/api/commitments'))[0]!
  await request.dispose()
})
test.afterAll(() => server.dispose())

for (const [size, device] of Object.entries(sizes)) {
  test(`the screens of a book club on a ${size}, light and dark`, async ({ browser }) => {
    test.setTimeout(300_000)
    const context = await browser.newContext({
      baseURL: server.url,
      reducedMotion: 'reduce',
      ...device,
    })
    const page = await context.newPage()
    const look = (name: string, path: string) => lookAt(page, path, `${name}-${size}`)
    await post(context.request, server.url, '/api/session', { name: 'Amira', password })
    const at = (path: string) => `/reading/${club.id}${path}`
    const [first, second, third] = club.meetings
    const [read, paper] = club.texts
    await look('today-reading', '/')
    await look('reading', '/reading')
    await look('new-club', '/reading/new')
    await look('club', at(''))
    await look('chapter', at(`/chapters/${read!.chapters[0]!.id}`))
    await expect(page.locator('.book [data-start]').first()).toBeVisible()
    await look('paper-book', at(`/chapters/${paper!.chapters[0]!.id}`))
    await look('ideas', at('/ideas'))
    await look('meeting-past', at(`/meetings/${first!.id}`))
    await look('meeting-now', at(`/meetings/${second!.id}`))
    await look('meeting-hall', at(`/meetings/${second!.id}/hall`))
    await look('meeting-planned', at(`/meetings/${third!.id}`))
    await look('trying', '/trying')
    await look('report', `/trying/${mine.id}/report`)
    await look('noticed', '/noticed')
    await look('visits', '/visits')
    await look('protocols', '/protocols')
    await look('protocol', '/protocols/last-word')
    await look('protocol-new', '/protocols/new')
    await context.close()
  })
}
