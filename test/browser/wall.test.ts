import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { LAST_DAY } from './centre.ts'
import { stage } from './stage.ts'
import { twoDashboards } from './two-dashboards.ts'

const { served, open, watching } = stage(twoDashboards)
const MB = 1024 * 1024

/** What is in use once all garbage is gone. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  let least = Number.POSITIVE_INFINITY
  // The least of some looks: what was just answered may still be drawn.
  for (let look = 0; look < 5; look++) {
    await page.waitForTimeout(100)
    await session.send('HeapProfiler.collectGarbage')
    least = Math.min(least, (await session.send('Runtime.getHeapUsage')).usedSize)
  }
  await session.detach()
  return least
}

/**
 * Does something 220 times, until what the browser and the charts keep for once is there, and then 200 times; says by
 * how much the memory grew in those.
 */
async function growth(page: Page, act: (i: number) => Promise<void>): Promise<number> {
  for (let i = 0; i < 220; i++) await act(i)
  const before = await heapOf(page)
  for (let i = 0; i < 200; i++) await act(i)
  return (await heapOf(page)) - before
}

const answered = (page: Page) => page.waitForResponse(response => response.url().includes('/api/sheet'))

test('it asks again by itself; when nobody answers, what was there stays', async () => {
  const { page, visit, close } = await open()
  await visit('/people')
  const figure = page.locator('[data-visual=handled] .figure')
  const before = Number(await figure.innerText())
  const more = { at: `${LAST_DAY}T13:00:00Z`, queue: 'Sales', agent: 'agent 0' }
  await served.take([{ id: 'one more', ...more }])
  await expect.poll(async () => Number(await figure.innerText()), { timeout: 8_000 }).toBe(before + 1)
  await page.route('**/api/**', route => route.abort())
  await page.getByText('the server does not answer').waitFor()
  expect(Number(await figure.innerText())).toBe(before + 1)
  await page.unroute('**/api/**')
  await page.getByText('the server does not answer').waitFor({ state: 'detached' })
  await close()
})

test('nothing is drawn anew while nothing changes', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/people')
    await page.waitForTimeout(400)
    await page.evaluate(() => {
      const counts = { mutations: 0 }
      Object.assign(window, { counts })
      new MutationObserver(list => {
        counts.mutations += list.length
      }).observe(document.querySelector('.card-body') as Element, {
        ...{ subtree: true, childList: true, attributes: true, characterData: true },
      })
    })
    await answered(page)
    await answered(page)
    await page.waitForTimeout(100)
    expect(await page.evaluate(() => (window as unknown as { counts: object }).counts)).toEqual({
      mutations: 0,
    })
  }))

test('the memory stays flat over 200 refreshes', { timeout: 180_000 }, () =>
  watching({}, async ({ page, visit }) => {
    await page.clock.install()
    await visit('/people')
    const grown = await growth(page, async () => {
      const answer = answered(page)
      await page.clock.runFor(1_000)
      await answer
    })
    expect(grown).toBeLessThan(1 * MB)
  }),
)

test('the memory stays flat over 200 changes of a filter', { timeout: 180_000 }, () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues')
    const queues = ['Sales', 'Care', 'Billing', 'Technical']
    const grown = await growth(page, async i => {
      const answer = answered(page)
      await page.evaluate(
        search => {
          history.replaceState(null, '', `/load-of-queues?${search}`)
          dispatchEvent(new PopStateEvent('popstate'))
        },
        `queue=${queues[i % 4]}&dates=last_${7 + (i % 7)}_days`,
      )
      await answer
    })
    expect(grown).toBeLessThan(1 * MB)
  }),
)

test('the full screen holds the sheet alone', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/people')
    await page.getByRole('button', { name: 'Show the sheet on the full screen' }).click()
    await expect.poll(() => page.getByRole('navigation', { name: 'Sheets' }).isVisible()).toBe(false)
    expect(await page.getByRole('toolbar').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Show the sheet on the full screen' }).click()
    await expect.poll(() => page.getByRole('toolbar').isVisible()).toBe(true)
  }))
