import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { LAST_DAY } from './centre.ts'
import { control, lastDays, stage } from './stage.ts'
import { twoDashboards } from './two-dashboards.ts'

// Of people it shows the newest day, as a wallboard does.
const { served, watching } = stage(
  twoDashboards.map(each =>
    each.id === 'people' ? { ...each, dates: { ...each.dates, default_days: 1, pinned: true } } : each,
  ),
)

async function handledOn(days: string): Promise<string> {
  const [row] = await served.lake.rows<{ n: number }>(
    `SELECT count(*) AS n FROM contact WHERE is_handled AND ${days}`,
  )
  return String(row?.n)
}

async function expectNewestDay(page: Page): Promise<void> {
  const figure = page.locator('[data-visual=handled] .figure').first()
  await expect.poll(() => figure.innerText()).toBe(await handledOn(`${lastDays(1)} AND queue_name = 'Sales'`))
  expect(await control(page, 'Dates').count()).toBe(0)
  expect(await page.locator('.notice').count()).toBe(0)
}

test.each(['dates=last_7_days', 'from=2025-07-01&to=2025-07-03', 'from=&to='])(
  '/people?%s shows the newest day, and nothing to choose another one with',
  search =>
    watching({}, async ({ page, visit }) => {
      await visit(`/people?${search}`)
      const figure = page.locator('[data-visual=handled] .figure').first()
      await expect.poll(() => figure.innerText()).toBe(await handledOn(lastDays(1)))
      expect(await handledOn(lastDays(1))).not.toBe(await handledOn(lastDays(7)))
      expect(await control(page, 'Dates').count()).toBe(0)
      expect(await page.getByRole('toolbar').innerText()).toContain(`${Number(LAST_DAY.slice(-2))}`)
      expect(await page.getByRole('button', { name: 'Clear all' }).count()).toBe(0)
    }),
)

test('days that were chosen elsewhere mean nothing in it, and are there on the way back', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues?queue=Sales&dates=last_7_days')
    const rail = page.getByRole('navigation', { name: 'Sheets' })
    await rail.getByRole('link', { name: 'People' }).click()
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    await expectNewestDay(page)
    await page.reload()
    await expectNewestDay(page)
    await rail.getByRole('link', { name: 'Load of queues' }).click()
    await page.getByRole('heading', { name: 'Load', level: 1 }).waitFor()
    const back = new URL(page.url()).searchParams
    expect([back.get('queue'), back.get('dates')]).toEqual(['Sales', 'last_7_days'])
  }))
