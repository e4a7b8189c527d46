import { expect, test } from 'vitest'
import { LAST_DAY } from './centre.ts'
import { choose, control, lastDays, shown, stage } from './stage.ts'

const { served, open, watching, expectShown } = stage()

test('holds what was set: for a reload, for others, and for going back', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview')
    await choose(page, 'Queue', 'Sales')
    await expectShown(page, `${lastDays(14)} AND queue_name = 'Sales'`)
    expect(new URL(page.url()).search).toBe('?queue=Sales')
    await page.reload()
    await expectShown(page, `${lastDays(14)} AND queue_name = 'Sales'`)
    await page.goBack()
    await expectShown(page, lastDays(14))
  }))

test('with what cannot be says so, and shows the way out', async () => {
  const { page, visit, close } = await open()
  await visit('/overview?from=2025-99-99')
  await page.getByText('this is not a day').waitFor()
  // As it was written, and with the filter in which to choose again.
  const style = (selector: string) =>
    page.locator(selector).evaluate(element => getComputedStyle(element, '::first-letter').textTransform)
  expect([await style('.problem-what'), await style('.problem-value')]).toEqual(['uppercase', 'none'])
  await expect.poll(() => control(page, 'Dates').innerText()).toMatch('2025')
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expectShown(page, lastDays(14))
  await close()
})

test('with a name that the dashboard does not have leaves it out, and says so', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview?queue=Sales&plan=pro&plan=basic')
    await expectShown(page, `${lastDays(14)} AND queue_name = 'Sales'`)
    const notice = page.locator('.notice')
    expect(await notice.innerText()).toMatch(/left out: plan\./)
    await notice.getByRole('button').click()
    await notice.waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('?queue=Sales')
    await expectShown(page, `${lastDays(14)} AND queue_name = 'Sales'`)
  }))

test('that nothing matches says so, and shows the ways out', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview?queue=Sales&agent=nobody')
    await expect.poll(async () => (await shown(page)).contacts).toBe('–')
    expect(await page.locator('.state p:first-of-type').allInnerTexts()).toEqual([
      ...['Nothing matches.', '–', 'No contacts with handle time.', 'No contacts abandoned.'],
      ...['Nothing matches.', 'No contacts.'],
    ])
    await page.getByRole('button', { name: 'Clear the agent filter' }).first().click()
    await expectShown(page, `${lastDays(14)} AND queue_name = 'Sales'`)
  }))

test('with an agent: what cannot be said of one is not said', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview?agent=agent%201')
    const text = (visual: string) => page.locator(`[data-visual=${visual}] .card-body`).innerText()
    expect(await text('abandonment-rate')).toMatch(/^–\s+An abandoned contact has no agent.\s+Not by agent/)
    expect(await text('service-level')).toMatch(/^–\s+Not by agent./)
    expect(await text('abandonment-by-queue')).toMatch(/^No contacts abandoned./)
    // One bar is as high as one of twenty.
    const bar = page.locator('[data-visual=handle-time-by-agent] .bars')
    expect((await bar.boundingBox())?.height).toBeLessThan(50)
  }))

test('a new commit is seen by an open page; a server that is gone is told', async () => {
  const { page, visit, close, strangers } = await open()
  await visit('/')
  const more = { at: `${LAST_DAY}T13:00:00Z`, queue: 'Sales', agent: 'agent 0' }
  await served.take([{ id: 'one more', ...more }])
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expectShown(page, lastDays(14))
  await page.route('**/api/**', route => route.abort())
  await choose(page, 'Queue', 'Sales')
  await page.getByText('the server does not answer').waitFor()
  await page.unroute('**/api/**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expectShown(page, `${lastDays(14)} AND queue_name = 'Sales'`)
  expect(strangers).toEqual([])
  await close()
})

test('is what the server begins to answer before the page is read: each question is asked once', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview?queue=Sales')
    const timings = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(each => {
        const { pathname, search } = new URL(each.name)
        return `${pathname}${search} by ${(each as PerformanceResourceTiming).initiatorType}`
      }),
    )
    expect(timings.filter(each => each.startsWith('/api/') && !each.startsWith('/api/facts')).sort()).toEqual(
      [
        '/api/colours?dashboard=overview by link',
        '/api/dashboards by link',
        '/api/sheet?queue=Sales&dashboard=overview&sheet=overview by link',
        '/api/theme by link',
      ],
    )
  }))
