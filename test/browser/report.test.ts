import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeReport } from '../../cli/report-folder.ts'
import { reportOf } from '../../cli/server/report.ts'
import { openSession } from '../../cli/server/session.ts'
import { dashboards } from '../../dashboards/dashboards.ts'
import type { Report } from '../../dashboards/local/report.ts'
import { decodeFrames } from '../../dashboards/local/stream.ts'
import { buildPage } from '../../dashboards/page/build.js'
import { themes } from '../../dashboards/theme/tokens.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { servedLake } from '../server/served-lake.ts'
import { launch } from './browser.ts'
import { contacts, LAST_DAY } from './centre.ts'
import { fromMenu } from './stage.ts'
import { twoDashboards } from './two-dashboards.ts'

/** A queue of which a spreadsheet would make a number. */
const FORMULA = '=1+1'
const [some] = contacts
const abandoned = {
  ...(some as NonNullable<typeof some>),
  ...{ id: 'abandoned', at: `${LAST_DAY}T10:00:00Z`, queue: FORMULA, agent: null, channel: 'CHAT' },
}

const folder = temporaryFolder()
const to = join(folder, 'report')
const pictures = fileURLToPath(new URL('screenshots', import.meta.url))
const served = servedLake(folder)
const session = openSession(served.source)
let browser: Browser
let report: Report

const made = async (address: string): Promise<Report> => {
  const { view, release } = await session.hold()
  const tell = (error: unknown): never => {
    throw error
  }
  const all = [...dashboards, ...twoDashboards]
  try {
    return await reportOf(
      { dashboards: all, session, themes, address: new URLSearchParams(address), report: tell },
      view,
    )
  } finally {
    release()
  }
}

beforeAll(async () => {
  await buildPage(join(folder, 'page'))
  await served.take([...contacts, abandoned], 1, `${LAST_DAY.replaceAll('-', '/')}/12/`)
  report = await made('dates=last_7_days&channel=CHAT')
  await writeReport(to, report, join(folder, 'page'))
  browser = await launch()
})
afterAll(async () => {
  session.close()
  await browser?.close()
})

async function opened(use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'en-US' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  page.on('request', request => {
    if (!['file:', 'data:', 'blob:'].includes(new URL(request.url()).protocol)) complaints.push(request.url())
  })
  await page.goto(String(pathToFileURL(join(to, 'index.html'))))
  await use(page)
  expect(complaints).toEqual([])
  await context.close()
}

test('opened from a file it shows the sheets, with the way between them, and offers nothing it cannot do', () =>
  opened(async page => {
    const figure = (visual: string) => page.locator(`[data-visual=${visual}] .figure`).first()
    const [row] = await served.lake.rows<{ n: number }>(
      `SELECT count(*) AS n FROM contact WHERE channel = 'CHAT' AND contact_date > DATE '2025-07-10'`,
    )
    await expect.poll(() => figure('contacts').innerText()).toBe(String(row?.n))
    await page.screenshot({ path: join(pictures, 'report.png') })
    expect(await page.getByRole('toolbar').count()).toBe(0)
    expect(await page.locator('.report-days').innerText()).toBe('Jul 11 – 17, 2025 · Channel: CHAT')
    expect(await page.getByRole('button', { name: /^Why / }).count()).toBe(0)
    const rail = page.getByRole('navigation', { name: 'Sheets' })
    await rail.getByRole('link', { name: 'Load of queues' }).click()
    await rail.getByRole('link', { name: 'Reasons' }).click()
    await page.getByRole('heading', { name: 'Reasons', level: 1 }).waitFor()
    expect(new URL(page.url()).hash).toBe('#/load-of-queues/reasons')
    await page.reload()
    await page.getByRole('heading', { name: 'Reasons', level: 1 }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Load', level: 1, exact: true }).waitFor()
  }))

/** A file that the page makes, as lines of cells: none of these has a comma. */
async function savedCsv(page: Page, card: string): Promise<readonly (readonly string[])[]> {
  const download = page.waitForEvent('download')
  await fromMenu(page, card, 'Download as CSV')
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^overview\.[a-z-]+\.2025-07-11\.2025-07-17\.csv$/)
  const text = readFileSync(await file.path(), 'utf8')
  expect(text).toMatch(/\r\n$/)
  return text
    .trimEnd()
    .split('\r\n')
    .map(line => line.split(','))
}

test('what it shows is taken away as CSV: by name of nobody, and nothing that a spreadsheet would run', () =>
  opened(async page => {
    await page.locator('.grid[aria-busy=false]').waitFor()
    const days = await served.lake.rows<{ n: number }>(
      `SELECT count(*) AS n FROM contact WHERE channel = 'CHAT' AND contact_date > DATE '2025-07-10'
      GROUP BY contact_date ORDER BY contact_date`,
    )
    const [head, ...lines] = await savedCsv(page, 'Contacts by day')
    expect(head?.slice(0, 2)).toEqual(['Day', 'Contacts'])
    expect(lines.map(cells => cells[1])).toEqual(days.map(({ n }) => String(n)))
    const agents = (await savedCsv(page, 'Average handle time by agent')).slice(1).map(([name]) => name)
    expect(agents.length).toBeGreaterThan(0)
    for (const name of agents) expect(name).toMatch(/^Agent \d+$/)
    const queues = (await savedCsv(page, 'Contacts abandoned by queue')).slice(1)
    expect(queues.flat()).toContain(`'${FORMULA}`)
  }))

test('no personal data is in it; one agent has one name wherever he comes', async () => {
  const texts: string[] = []
  for (const answer of Object.values(report.sheets)) {
    const bytes = Buffer.from(answer, 'base64')
    const frames = decodeFrames(
      (async function* () {
        yield bytes
      })(),
    )
    for await (const { body } of frames) texts.push(Buffer.from(body).toString('latin1'))
  }
  const held = `${texts.join('\n')}\n${JSON.stringify({ ...report, sheets: {} })}`
  // Their names begin with a small letter: agent 12.
  expect(held).not.toMatch(/agent \d/)
  expect(held).toMatch(/Agent 1\b/)
  expect(held).toMatch('Sales')
  expect(report.facts.overview?.values.agent).toBeUndefined()
})

test('an earlier report is replaced, something else is not; a fault leaves what was there', async () => {
  const before = readdirSync(to)
  await writeReport(to, report, join(folder, 'page'))
  expect(readdirSync(to)).toEqual(before)
  const other = join(folder, 'other')
  mkdirSync(other)
  writeFileSync(join(other, 'mine.txt'), 'mine')
  await expect(writeReport(other, report, join(folder, 'page'))).rejects.toMatchObject({
    ...{ name: 'LakeError', value: other },
  })
  expect(readdirSync(other)).toEqual(['mine.txt'])
  await expect(writeReport(to, report, join(folder, 'nowhere'))).rejects.toMatchObject({ name: 'LakeError' })
  expect(readdirSync(to)).toEqual(before)
  expect(existsSync(join(to, 'report-data.js'))).toBe(true)
  expect(readFileSync(join(to, 'index.html'), 'utf8')).not.toMatch(/(href|src)="\//)
})

test('what no dashboard can be set to is refused, and so is a filter by personal data', async () => {
  await expect(made('agent=agent+1')).rejects.toMatchObject({ name: 'LakeError', value: 'agent' })
  await expect(made('quue=Sales')).rejects.toMatchObject({ name: 'LakeError', value: 'quue' })
})
