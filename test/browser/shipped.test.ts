/**
 * Every sheet of every dashboard, over a simulated centre, as those use it who filter, read on a phone, go by keyboard or
 * take a file along. A new sheet is tested without a line here.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { accessColumnsOf } from '../../dashboards/access/access.ts'
import { type Drillable, drilled, levelsOf } from '../../dashboards/local/drill.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import { isPersonal, personalColumns } from '../../dashboards/normal/personal.ts'
import type { Visual } from '../../dashboards/normal/visual.ts'
import { buildPage } from '../../dashboards/page/build.js'
import { simulatedLake } from '../dashboards/simulated-lake.ts'
import { attributedDashboards as dashboards } from '../fixture/contact-attributes.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { launch, open, type Watched } from './browser.ts'
import { tabbed } from './keyboard.ts'
import { fitting, layoutFaults } from './layout.ts'
import {
  countedIn,
  filtersOf,
  hasRows,
  linesOf,
  listToFilter,
  onPage,
  rowsOfFile,
  rowsShown,
  type Texts,
} from './shown-rows.ts'
import { choose, fromMenu, pick } from './stage.ts'

/** The queue that a group sees, and no other. */
const QUEUE = 'Billing'

/** The first day of the world is a night, which not every queue has seen. */
const DAYS = 'from=2025-07-08&to='

const folder = temporaryFolder()
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  await buildPage(join(folder, 'page'))
  const lake = await simulatedLake()
  server = await startServer({
    ...{ lake: { head: () => lake.log.head(), open: lake.open }, port: 0, service_level_target_percent: 80 },
    dashboards,
    ...{ page: join(folder, 'page'), access: [{ group: 'billing', rows: { queue_name: [QUEUE] } }] },
    report: error => {
      throw error
    },
  })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** Waits until what was asked for is drawn, and so is what waits for a list. */
const settled = (page: Page) =>
  page.locator('.grid[aria-busy=false]:not(:has(.is-pending, .skeleton))').waitFor()

/** Sets something else, without the page being loaded anew. */
const turnTo = (page: Page, search: string) =>
  page.evaluate(to => {
    history.pushState(null, '', `${location.pathname}?${to}`)
    dispatchEvent(new PopStateEvent('popstate'))
  }, search)

const goesDown = (visual: Visual): boolean => levelsOf(visual as Drillable).length > 1

/** The list whose values are the marks of a visual, and what the column of them is called. */
function listOf({ filters }: Dashboard, visual: Visual) {
  if (visual.kind !== 'bar' && visual.kind !== 'pie' && visual.kind !== 'scatter') return undefined
  const { name, label } = visual.category
  const filter = filters.find(
    ({ kind, column, visuals }) => kind === 'list' && column === name && visuals.includes(visual.id),
  )
  return filter && { filter, label }
}

const all = dashboards.flatMap(dashboard => dashboard.sheets.map(sheet => ({ dashboard, sheet })))

describe.each(all.map(each => [`${each.dashboard.id}/${each.sheet.id}`, each] as const))(
  '%s',
  (path, { dashboard, sheet }) => {
    let watched: Watched
    let page: Page
    /** What it shows to begin with. */
    let first: ReadonlyMap<string, Texts>

    beforeAll(async () => {
      watched = await open(browser, server.url)
      page = watched.page
      page.setDefaultTimeout(30_000)
      await watched.visit(`/${path}`)
      await settled(page)
      first = await rowsShown(page)
    })
    afterAll(() => watched?.close())

    const rowsIn = (rows: ReadonlyMap<string, Texts>, { id }: Visual): Texts => rows.get(id) ?? []
    const ofFile = async (visual: Visual, more: Readonly<Record<string, string>>): Promise<Texts> => {
      const question = new URLSearchParams({ dashboard: dashboard.id, visual: visual.id, ...more })
      return rowsOfFile(visual, await (await fetch(`${server.url}/api/csv?${question}`)).text())
    }
    /** The rows as a file has them, with the columns alone that the page shows. */
    const alike = (rows: Texts, like: Texts): Texts =>
      rows.map(row => Object.fromEntries(Object.keys(like[0] ?? row).map(label => [label, row[label] ?? ''])))

    /** Waits until visuals show what the server answers. */
    async function showsAnswer(visuals: readonly Visual[], more: Readonly<Record<string, string>>) {
      await settled(page)
      const rows = await rowsShown(page)
      const answers = await Promise.all(visuals.map(visual => ofFile(visual, more)))
      for (const [i, visual] of visuals.entries()) {
        const shown = rowsIn(rows, visual)
        expect([visual.id, shown]).toEqual([visual.id, alike(onPage(visual, answers[i] ?? []), shown)])
      }
      return rows
    }

    test('all cards are there, none with a problem', async () => {
      expect(await page.locator('.card').count()).toBe(sheet.visuals.length + sheet.texts.length)
      expect(await page.locator('.problem').allInnerTexts()).toEqual([])
      const shown = sheet.visuals.filter(visual => hasRows(visual) && rowsIn(first, visual).length > 0)
      expect(shown.length).toBeGreaterThan(0)
    })

    test('a number can be set where a visual follows it', async () => {
      const offered = await page.getByRole('toolbar').getByRole('button').allInnerTexts()
      for (const { name, label } of dashboard.parameters)
        expect([label, offered.some(text => text.startsWith(label))]).toEqual([
          label,
          sheet.parameters.includes(name),
        ])
    })

    test.each([360, 2_560])('%i px wide: nothing is cut, everything is read', async width => {
      await page.setViewportSize({ width, height: 1_000 })
      await expect.poll(() => layoutFaults(page)).toEqual(fitting)
      await page.setViewportSize({ width: 1_440, height: 1_000 })
    })

    test('on paper, or as a PDF, all of its cards are there', async () => {
      const file = join(folder, 'sheet.pdf')
      await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true })
      const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
      for (const { title } of [...sheet.visuals, ...sheet.texts]) expect(text).toContain(title)
      expect(text).not.toMatch(/Dark theme|Show all/)
    })

    test('Tab reaches everything, card by card in reading order', async () => {
      // What is known of the lake can be reached once it is there.
      await page.locator('.freshness button').waitFor()
      await expect.poll(() => page.locator('.filter-bar :disabled').count()).toBe(0)
      const order = await page
        .locator('article')
        .evaluateAll(cards => cards.map(card => (card as HTMLElement).dataset.visual))
      expect(await tabbed(page)).toEqual({ missed: [], unseen: [], crowded: 0, cards: order })
    })

    test('each card is a file with the rows that it shows', async () => {
      for (const visual of sheet.visuals) {
        const download = page.waitForEvent('download')
        await fromMenu(page, visual.title, 'Download as CSV')
        const lines = linesOf(readFileSync(await (await download).path(), 'utf8'))
        if (hasRows(visual))
          expect([visual.id, onPage(visual, lines).length]).toEqual([visual.id, rowsIn(first, visual).length])
        else expect([visual.id, lines.length > 0]).toEqual([visual.id, true])
      }
    })

    test('a filter narrows what it acts on, to what the server answers, and nothing else', async () => {
      const filter = listToFilter(dashboard, sheet.visuals)
      if (!filter) throw new Error('no list to filter by')
      const facts = await (await fetch(`${server.url}/api/facts?dashboard=${dashboard.id}`)).json()
      const value: string = facts.values[filter.name].listed.find(
        (each: { value: string | null }) => each.value,
      ).value
      await choose(page, filter.label, value)
      await page.waitForURL(url => url.searchParams.get(filter.name) === value)
      const [acted, alone] = [
        sheet.visuals.filter(({ id }) => filter.visuals.includes(id)),
        sheet.visuals.filter(({ id }) => !filter.visuals.includes(id)),
      ]
      const rows = await showsAnswer(acted.filter(hasRows), { [filter.name]: value })
      const fewer = acted.filter(
        visual => countedIn(visual, rowsIn(rows, visual)) < countedIn(visual, rowsIn(first, visual)),
      )
      expect(fewer.length).toBeGreaterThan(0)
      for (const visual of alone) expect(rowsIn(rows, visual)).toEqual(rowsIn(first, visual))
      await page.getByRole('button', { name: 'Clear all' }).click()
      await settled(page)
    })

    test.runIf(sheet.visuals.some(goesDown))('a pick goes down to what the server answers', async () => {
      const visual = sheet.visuals.find(goesDown) as Visual
      const [whole = {}] = rowsIn(first, visual)
      const value = whole[levelsOf(visual as Drillable)[0]?.label ?? ''] ?? ''
      const card = page.locator(`[data-visual=${visual.id}]`)
      await pick(page, visual.id, 1)
      await page.waitForURL(url => url.searchParams.has('drill'))
      expect(await card.getByRole('navigation').innerText()).toContain(value)
      const below = drilled(visual, [value])
      const drill = new URL(page.url()).searchParams.get('drill') ?? ''
      const rows = await showsAnswer([below], { drill })
      expect(countedIn(below, rowsIn(rows, below))).toBe(countedIn(visual, [whole]))
      await card.getByRole('navigation').getByRole('button').first().click()
      await page.waitForURL(url => !url.searchParams.has('drill'))
      await settled(page)
      expect(rowsIn(await rowsShown(page), visual)).toEqual(rowsIn(first, visual))
    })

    const [crossing] = sheet.visuals.flatMap(visual => {
      const filter = listOf(dashboard, visual)
      return filter && !goesDown(visual) ? [{ visual, ...filter }] : []
    })

    test.runIf(crossing)('a pick filters the sheet, a second one lets go', async () => {
      if (!crossing) throw new Error('nothing to pick')
      const { visual, filter, label } = crossing
      const value = rowsIn(first, visual)[0]?.[label] ?? ''
      await pick(page, visual.id, 1)
      await page.waitForURL(url => url.searchParams.get(filter.name) === value)
      // A dial of nothing is none.
      const acted = sheet.visuals.filter(
        each =>
          each.id !== visual.id && filter.visuals.includes(each.id) && hasRows(each) && each.kind !== 'gauge',
      )
      const rows = await showsAnswer(acted, { [filter.name]: value })
      // Where it was picked all marks stay.
      expect(rowsIn(rows, visual)).toEqual(rowsIn(first, visual))
      await page.keyboard.press('Enter')
      await page.waitForURL(url => !url.searchParams.has(filter.name))
      await settled(page)
      expect(rowsIn(await rowsShown(page), visual)).toEqual(rowsIn(first, visual))
    })

    test.runIf(dashboard.refresh_every_s)(
      'on a wall, 1920 × 1080, nothing is to be scrolled to',
      async () => {
        await page.setViewportSize({ width: 1_920, height: 1_080 })
        const toggle = page.getByRole('button', { name: 'Show the sheet on the full screen' })
        await toggle.click()
        await page.locator(':fullscreen').waitFor()
        await expect.poll(() => layoutFaults(page)).toEqual(fitting)
        // Nothing of a card, either, but rows of a table.
        const below = await page.evaluate(() => [
          document.documentElement.scrollHeight - innerHeight,
          ...[...document.querySelectorAll('.card-body, .card-text')].map(
            each => each.scrollHeight - each.clientHeight,
          ),
        ])
        expect(below.filter(px => px > 0)).toEqual([])
        await toggle.click()
        await page.setViewportSize({ width: 1_440, height: 1_000 })
      },
    )

    test('as somebody who may see one queue, it shows no more', async () => {
      const ofNobody = sheet.visuals.filter(each => hasRows(each) && accessColumnsOf(each.data).length === 0)
      await turnTo(page, DAYS)
      if (ofNobody.length > 0) await settled(page)
      const everything = await rowsShown(page)
      await page.getByLabel('View as').selectOption('group:billing')
      await page.getByText('As group billing sees it').waitFor()
      await settled(page)
      // Of the attributes of contacts one is personal data. What may be set is known later than the days of which the sheet is
      // drawn; a list is disabled till then.
      const lists = filtersOf(dashboard, sheet.visuals).filter(({ kind }) => kind === 'list')
      const offered = async (): Promise<readonly string[]> => {
        const buttons = await page.getByRole('toolbar').getByRole('button').allInnerTexts()
        return lists.map(({ label }) => label).filter(label => buttons.some(text => text.startsWith(label)))
      }
      await expect.poll(offered).toEqual(lists.filter(list => !isPersonal(list)).map(({ label }) => label))
      const isBarred = (visual: Visual): boolean => personalColumns(visual).length > 0
      const problems = await page
        .locator('article:has(.problem)')
        .evaluateAll(cards => cards.map(card => (card as HTMLElement).dataset.visual))
      const barred = sheet.visuals.filter(isBarred).map(({ id }) => id)
      expect(problems.toSorted()).toEqual(barred.toSorted())
      const open = sheet.visuals.filter(visual => hasRows(visual) && !isBarred(visual))
      const ofQueues = open.filter(({ data }) => accessColumnsOf(data).includes('queue_name'))
      // Whoever sees all, and chooses this queue, sees the same.
      const rows = await showsAnswer(ofQueues, {
        queue: QUEUE,
        ...Object.fromEntries(new URLSearchParams(DAYS)),
      })
      // What is of nobody's contacts is everybody's; of other columns the rule says nothing, so it gives no row.
      for (const visual of open.filter(each => !ofQueues.includes(each)))
        if (ofNobody.includes(visual))
          expect([visual.id, rowsIn(rows, visual)]).toEqual([visual.id, rowsIn(everything, visual)])
        else expect([visual.id, countedIn(visual, rowsIn(rows, visual))]).toEqual([visual.id, 0])
    })

    test('nothing went wrong meanwhile, and nobody else was asked', () => {
      expect([watched.complaints, watched.strangers]).toEqual([[], []])
    })
  },
)
