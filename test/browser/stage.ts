import { join } from 'node:path'
import { Command } from 'commander'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { settleConfig } from '../../cli/config.ts'
import type { OpenLake } from '../../cli/lake.ts'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { whyOfDashboards } from '../../cli/why/dashboard.ts'
import type { Dashboard } from '../../dashboards/normal/dashboard.ts'
import { buildPage } from '../../dashboards/page/build.js'
import { formatCount, formatDuration, formatPercent } from '../../dashboards/page/format.ts'
import type { View as SqlView } from '../../sql/view.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type Contact, servedLake } from '../server/served-lake.ts'
import { launch, open, type View, type Watched } from './browser.ts'
import { contacts, LAST_DAY } from './centre.ts'

/** What the KPIs and the gauge say. */
export interface Numbers {
  readonly contacts: string
  readonly handled: string
  readonly rate: string
  readonly handle_time: string
  readonly level: string
}

const said = (value: number | null | undefined, format: (value: number) => string): string =>
  typeof value === 'number' ? format(value) : '–'

/** What the page shows. */
export async function shown(page: Page): Promise<Numbers> {
  // A mark before a number beyond its limit, and the word behind it, are not the number.
  const figure = async (visual: string) =>
    (await page.locator(`[data-visual=${visual}] .figure`).first().innerText()).replace(/^! |\s*, \w+$/g, '')
  return {
    contacts: await figure('contacts'),
    handled: await figure('contacts-handled'),
    rate: await figure('abandonment-rate'),
    handle_time: await figure('average-handle-time'),
    // Without any contacts there is no dial.
    level: (await page.locator('.gauge-figure').allTextContents())[0] ?? '–',
  }
}

/** The button of a filter. */
export const control = (page: Page, name: string) =>
  page.getByRole('toolbar').getByRole('button', { name: new RegExp(`^${name}`) })

/** Chooses values in a filter, as a viewer does. */
export async function choose(page: Page, filter: string, ...values: readonly string[]): Promise<void> {
  await control(page, filter).click()
  // The name is followed by the count.
  for (const value of values)
    await page.getByRole('checkbox', { name: new RegExp(`^${value} ?[\\d,]+$`) }).check()
  await page.keyboard.press('Escape')
}

/** The condition for the newest days. */
export function lastDays(count: number): string {
  const from = new Date(Date.parse(`${LAST_DAY}T00:00:00Z`) - (count - 1) * 86_400_000)
  return `contact_date BETWEEN DATE '${from.toISOString().slice(0, 10)}' AND DATE '${LAST_DAY}'`
}

/** Chooses an action in the menu of a card. */
export async function fromMenu(page: Page, card: string, action: string): Promise<void> {
  const named = { name: `More of ${card}`, exact: true }
  await page.getByRole('button', named).click()
  await page.getByRole('dialog', named).getByText(action, { exact: true }).click()
}

/** Picks the n-th mark of a chart, as the keyboard does; says what it stands for. */
export async function pick(page: Page, visual: string, n: number): Promise<string> {
  const chart = page.locator(`[data-visual=${visual}] .chart`)
  await chart.focus()
  for (let i = 0; i < n; i++) await page.keyboard.press('ArrowRight')
  const heard = await chart.locator('[aria-live]').innerText()
  await page.keyboard.press('Enter')
  return heard.split(':')[0] ?? ''
}

/**
 * The whole way for the tests of one file: a lake, the server on it with the page as it is built, a browser.
 * @param dashboards all that there are, by default
 * @param views what they ask beside those of the release
 * @param taken what is in the lake; the contacts of the centre, by default
 */
export function stage(
  dashboards?: readonly Dashboard[],
  views: readonly SqlView[] = [],
  taken: readonly Contact[] = contacts,
) {
  const folder = temporaryFolder()
  const served = servedLake(folder, views)
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    await buildPage(join(folder, 'page'))
    // What arrived last arrived at noon of the last day: more of that day can still come.
    await served.take(taken, 1, `${LAST_DAY.replaceAll('-', '/')}/12/`)
    server = await startServer({
      ...{ lake: served.source, port: 0, service_level_target_percent: 80, page: join(folder, 'page') },
      ...(dashboards && { dashboards }),
      why: whyOfDashboards(
        { path: '/my/lake', catalog: { views: async () => [] } } as unknown as OpenLake,
        settleConfig(new Command('why'), {}),
      ),
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

  /** What the page has to show, asked of the engine in words of our own. */
  async function expected(where: string): Promise<Numbers> {
    const [row] = await served.lake.rows<Record<string, number | null>>(`
      SELECT count(*) AS contacts, count_if(is_handled) AS handled,
        100.0 * count_if(is_abandoned) / nullif(count_if(is_queued), 0) AS rate,
        CAST(sum(handle_time_s) AS double) / nullif(count(handle_time_s), 0) AS handle_time,
        100.0 * count_if(is_queued AND queue_duration_s < 20) / nullif(count_if(is_queued), 0) AS level
      FROM contact WHERE ${where}`)
    // An abandoned contact has no agent.
    const byAgent = where.includes('agent_username')
    return {
      contacts: said(row?.contacts, formatCount),
      handled: said(row?.handled, formatCount),
      rate: said(byAgent ? null : row?.rate, formatPercent),
      handle_time: said(row?.handle_time, formatDuration),
      level: said(byAgent ? null : row?.level, formatPercent),
    }
  }

  return {
    served,
    url: () => server.url,
    open: (view: View = {}) => open(browser, server.url, view),
    /** Uses a page, and sees to it that nothing happened that must not. */
    async watching(view: View, use: (watched: Watched) => Promise<void>): Promise<void> {
      const watched = await open(browser, server.url, view)
      try {
        await use(watched)
        expect(watched.complaints).toEqual([])
        expect(watched.strangers).toEqual([])
      } finally {
        await watched.close()
      }
    },
    /** Waits until the page shows the numbers of the rows. */
    async expectShown(page: Page, where: string): Promise<void> {
      const numbers = await expected(where)
      await expect.poll(() => shown(page), { timeout: 8_000 }).toEqual(numbers)
    },
  }
}
