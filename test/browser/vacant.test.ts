/** Lakes that have nothing to show, or not in the way that is asked: each sheet says what, why, and the way out. */
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeReport } from '../../cli/report-folder.ts'
import { reportOf } from '../../cli/server/report.ts'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { openSession } from '../../cli/server/session.ts'
import { dashboards } from '../../dashboards/dashboards.ts'
import { buildPage } from '../../dashboards/page/build.js'
import { themes } from '../../dashboards/theme/tokens.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { servedLake } from '../server/served-lake.ts'
import { launch, open } from './browser.ts'

const folder = temporaryFolder()
const page = join(folder, 'page')
const pictures = fileURLToPath(new URL('screenshots', import.meta.url))
const empty = servedLake(join(folder, 'empty'))
const damaged = servedLake(join(folder, 'damaged'))
const outdated = servedLake(join(folder, 'outdated'))
const report = (error: unknown): never => {
  throw error
}
const sheets = dashboards.flatMap(({ id, sheets }) =>
  sheets.map(sheet => ({ dashboard: id, sheet: sheet.id })),
)
let browser: Browser
const running: RunningServer[] = []

async function served({ source }: typeof empty): Promise<string> {
  const access = [{ group: 'care', rows: { queue_name: ['Care'] } }]
  const server = await startServer({
    ...{ lake: source, port: 0, service_level_target_percent: 80, page, access, report },
  })
  running.push(server)
  return server.url
}

beforeAll(async () => {
  await buildPage(page)
  await damaged.take([], 1)
  await outdated.take([{ id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann' }])
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  for (const server of running) await server.close()
})

const said = async (shown: Page): Promise<string> => (await shown.locator('main > .state').innerText()).trim()

const NOTHING = 'There is nothing in this lake yet.\n\nFill it with connect-lake run --raw DIR --lake DIR'
const UNREAD =
  'Nothing of what this lake has taken in is shown on this dashboard.\n\n1 record could not be read.\n\nSee why with connect-lake quarantine list --lake DIR'

test('of a lake in which nothing is, every sheet says so, and how it is filled', async () => {
  const { page: shown, visit, complaints, close } = await open(browser, await served(empty))
  for (const { dashboard, sheet } of sheets) {
    await visit(`/${dashboard}/${sheet}`)
    await expect.poll(() => said(shown), { message: sheet }).toBe(NOTHING)
    expect(await shown.locator('.skeleton').count()).toBe(0)
  }
  expect(await shown.getByRole('button', { name: /^Data / }).innerText()).toBe('Data\nno data yet')
  expect(complaints).toEqual([])
  await close()
})

test('what could not be read is no nothing; whose rows are others is told that', async () => {
  const first = await open(browser, await served(damaged))
  await first.visit('/queues/service')
  await expect.poll(() => said(first.page)).toBe(UNREAD)
  await first.visit('/data-health/faults')
  expect(await first.page.locator('.card').count()).toBeGreaterThan(0)
  const second = await open(browser, await served(outdated))
  await second.visit('/overview?as=group:care')
  await expect
    .poll(() => said(second.page))
    .toBe(
      'Nothing that this dashboard shows may be seen by this viewer.\n\nWho sees which rows is declared as access in connect-lake.config.json',
    )
  expect([first.complaints, second.complaints]).toEqual([[], []])
  await first.close()
  await second.close()
})

test('a report of a lake in which nothing is, or nothing that could be read, says the same', async () => {
  for (const [lake, words] of [
    [empty, NOTHING],
    [damaged, UNREAD],
  ] as const) {
    const session = openSession(lake.source)
    const { view, release } = await session.hold()
    const address = new URLSearchParams()
    const to = join(folder, 'report')
    await writeReport(to, await reportOf({ dashboards, session, themes, address, report }, view), page)
    release()
    session.close()
    const { page: shown, complaints, close } = await open(browser, 'null')
    for (const { dashboard, sheet } of sheets.filter(each => each.dashboard !== 'data-health')) {
      await shown.goto(`${pathToFileURL(join(to, 'index.html'))}#/${dashboard}/${sheet}`)
      await expect.poll(() => said(shown)).toBe(words)
    }
    expect(complaints).toEqual([])
    await close()
  }
})

test('a view that is not there is told on each card that asks it, also on the smallest, and on no other', async () => {
  const { deployed } = outdated
  deployed.splice(0, deployed.length, ...deployed.filter(({ name }) => !name.startsWith('queue_now')))
  const { page: shown, visit, close } = await open(browser, await served(outdated), { width: 1_000 })
  await visit('/wallboard/now')
  const found = await shown.locator('article').evaluateAll(cards =>
    cards.map(card => {
      const words = card.querySelector('.problem')
      const what = words?.querySelector('.problem-what')?.getBoundingClientRect()
      const frame = card.querySelector('.state')?.getBoundingClientRect()
      const isSeen = what && frame ? what.top >= frame.top - 1 : undefined
      return [
        (card as HTMLElement).dataset.visual,
        words?.querySelector('.problem-value')?.textContent,
        isSeen,
      ]
    }),
  )
  await shown.screenshot({ path: join(pictures, 'view-not-there.png') })
  const asking = dashboards
    .flatMap(({ id, sheets: of }) => (id === 'wallboard' ? of : []))
    .flatMap(({ visuals }) =>
      visuals.filter(({ data }) => data.view.name === 'queue_now').map(({ id }) => id),
    )
  expect(asking.length).toBeGreaterThan(0)
  for (const [id, value, isSeen] of found)
    expect([id, value, isSeen]).toEqual(
      asking.includes(String(id)) ? [id, 'queue_now is not there', true] : [id, undefined, isSeen],
    )
  expect(await shown.locator('.skeleton').count()).toBe(0)
  await close()
})
