import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { HOSTILE, LAST_DAY } from './centre.ts'
import { choose, control, fromMenu, lastDays, stage } from './stage.ts'

const { served, url, watching, expectShown } = stage()
const pictures = fileURLToPath(new URL('screenshots', import.meta.url))

test('exact numbers under the pointer', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const host = page.locator('[data-visual=contact-volume] .chart')
    const box = await host.boundingBox()
    await host.hover({ position: { x: 60, y: (box?.height ?? 0) / 2 } })
    const tooltip = page.locator('.tooltip').last()
    await tooltip.waitFor()
    const [title = '', , contacts = ''] = (await tooltip.innerText()).split('\n')
    const day = new Date(`${title} UTC`).toISOString().slice(0, 10)
    const [said] = await served.lake.rows<{ n: number }>(
      `SELECT count(*) AS n FROM contact WHERE contact_date = DATE '${day}'`,
    )
    expect(contacts).toBe(String(said?.n))
    const place = await tooltip.boundingBox()
    expect((place?.x ?? -1) >= 0 && (place?.x ?? 0) + (place?.width ?? 0) <= 1440).toBe(true)
  }))

test('exact numbers by keyboard, and by ear', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const chart = page.locator('[data-visual=contact-volume] .chart')
    await chart.focus()
    await page.keyboard.press('ArrowLeft')
    const heard = chart.locator('[aria-live]')
    await expect.poll(() => heard.innerText()).toMatch(/^Thursday, July 17, 2025: Contacts \d+, /)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => heard.innerText()).toMatch(/^Wednesday, July 16, 2025/)
    await expect.poll(() => page.locator('.tooltip').last().innerText()).toMatch('July 16')
  }))

test('the last day is marked while more of it can come', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const dashed = page.locator('[data-visual=contact-volume] path[stroke-dasharray]')
    await expect.poll(() => dashed.count()).toBe(3)
    const card = page.locator('[data-visual=contact-volume]')
    await card.screenshot({ path: join(pictures, 'incomplete-day.png') })
    await expect
      .poll(() => page.locator('.freshness').innerText())
      .toMatch(/to Jul 17, 2025, 12:00\sPM UTC · 1 record quarantined/)
    await visit('/overview?from=2025-07-01&to=2025-07-16')
    await expect.poll(() => dashed.count()).toBe(0)
  }))

test('SQL, CSV and the full screen; Escape closes, and the focus returns', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview?queue=Sales')
    const more = page.getByRole('button', { name: 'More of Contacts by day' })
    await more.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Show the SQL')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.locator('pre').innerText()).toMatch("queue_name IN ('Sales')")
    const rows = await served.lake.rows(await dialog.locator('pre').innerText())
    expect(rows).toHaveLength(14)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await more.evaluate(element => element === document.activeElement)).toBe(true)

    const download = page.waitForEvent('download')
    await fromMenu(page, 'Contacts by day', 'Download as CSV')
    const file = await download
    expect(file.suggestedFilename()).toBe('overview.contact-volume.2025-07-04.2025-07-17.csv')
    expect(
      readFileSync(await file.path(), 'utf8')
        .trim()
        .split('\r\n'),
    ).toEqual([
      'Day,Contacts,Contacts handled,Contacts abandoned',
      ...rows.map(({ local_date, ...counts }) =>
        [new Date(Number(local_date)).toISOString().slice(0, 10), ...Object.values(counts)].join(','),
      ),
    ])

    await page.getByRole('button', { name: 'Show Contacts by day on the full screen' }).click()
    await page.getByRole('dialog').locator('svg path').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }))

test('every card has a file with rows', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    for (const menu of await page.getByRole('button', { name: /^More of / }).all()) {
      const download = page.waitForEvent('download')
      await menu.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: 'Download as CSV' }).press('Enter')
      const file = await download
      const lines = readFileSync(await file.path(), 'utf8')
        .trim()
        .split('\r\n')
      expect([file.suggestedFilename(), lines.length > 1]).toEqual([file.suggestedFilename(), true])
    }
    const others = page.locator('[data-visual=abandonment-by-queue] tbody tr').last()
    expect(await others.innerText()).toMatch(/\d others/)
  }))

test('a row is picked by keyboard: Tab reaches one, arrows the others', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview')
    const rows = page.locator('[data-visual=disconnect-reasons] tbody tr')
    expect(await rows.evaluateAll(all => all.filter(row => row.tabIndex === 0).length)).toBe(1)
    await rows.first().focus()
    await page.keyboard.press('ArrowDown')
    const second = rows.nth(1)
    await expect.poll(() => second.evaluate(row => row === document.activeElement)).toBe(true)
    const [, channel] = await second.locator('td').allInnerTexts()
    // What is read is in words: the code is what is pointed at.
    const title = await second.locator('td').first().getAttribute('title')
    const reason = /\(([A-Z_]+)\)$/.exec(title ?? '')?.[1]
    expect(reason).toBeDefined()
    await page.keyboard.press('Enter')
    // Both groups of the row are filters.
    await expect
      .poll(() => [...new URL(page.url()).searchParams])
      .toEqual([
        ['channel', channel],
        ['disconnect_reason', reason],
        ['picked', 'disconnect-reasons:disconnect_reason'],
        ['picked', 'disconnect-reasons:channel'],
      ])
  }))

test('nothing points anywhere once the focus is elsewhere', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    for (const visual of ['contacts', 'contact-volume', 'handle-time-by-agent']) {
      const chart = page.locator(`[data-visual=${visual}] .chart`)
      const drawn = () => chart.locator('svg path').count()
      const before = await drawn()
      await chart.focus()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await expect.poll(drawn).toBeGreaterThan(before)
      await chart.blur()
      await expect.poll(drawn).toBe(before)
    }
  }))

test('hold their place while they load; what was there steps back until the new is there', () =>
  watching({}, async ({ page }) => {
    const slowly = () =>
      page.route('**/api/sheet**', async route => {
        await new Promise(done => setTimeout(done, 2_000))
        await route.continue()
      })
    const places = () =>
      page.locator('article').evaluateAll(cards =>
        cards.map(card => {
          const { x, y, width, height } = card.getBoundingClientRect()
          return [x, y, width, height].map(Math.round)
        }),
      )
    await slowly()
    await page.goto(url())
    const skeleton = page.locator('.skeleton').first()
    const opacity = () => skeleton.evaluate(element => Number(getComputedStyle(element).opacity))
    await skeleton.waitFor()
    await expect.poll(opacity).toBeGreaterThan(0.5)
    const before = await places()
    await page.locator('.grid[aria-busy=false]').waitFor()
    expect(await places()).toEqual(before)

    await choose(page, 'Queue', 'Sales')
    const body = page.locator('[data-visual=contacts] .card-body')
    expect(await body.locator('.figure').innerText()).not.toBe('')
    await expect
      .poll(() => body.evaluate(element => Number(getComputedStyle(element).opacity)))
      .toBeLessThan(1)
    await expectShown(page, `${lastDays(14)} AND queue_name = 'Sales'`)
  }))

test('hostile names are text', () =>
  watching({}, async ({ page, visit }) => {
    await visit(`/overview?from=&to=&queue=${encodeURIComponent(HOSTILE)}`)
    await expectShown(page, `queue_name = '${HOSTILE}'`)
    expect(await control(page, 'Queue').innerText()).toMatch(HOSTILE)
    await page.locator('[data-visual=abandonment-by-queue] .chart').focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.locator('.tooltip-title').last().innerText()).toBe(HOSTILE)
    expect(await page.locator('img').count()).toBe(0)
  }))

/** Lets an answer wait until it is told. */
async function waiting(page: Page, address: string, answer: (route: Route) => Promise<void>) {
  let tell = (): void => {}
  const told = new Promise<void>(done => {
    tell = done
  })
  await page.route(address, async route => {
    await told
    await answer(route)
  })
  return () => tell()
}

test('what is coloured by the values of a list waits for it, and no other card does; without an answer none does', () =>
  watching({}, async ({ page, visit }) => {
    const tell = await waiting(page, '**/api/colours**', route => route.fulfill({ body: 'no answer' }))
    await visit('/overview')
    await page.locator('[data-visual=contact-volume] svg path').first().waitFor()
    await page.locator('[data-visual=disconnect-reasons] td').first().waitFor()
    const donut = page.locator('[data-visual=abandonment-by-queue]')
    expect(await donut.locator('.skeleton').count()).toBe(1)
    tell()
    await donut.locator('svg path').first().waitFor()
    expect(await donut.locator('.skeleton').count()).toBe(0)
  }))

test('a day that turns out to be unfinished, once it is known what has arrived, is drawn anew without a trace', () =>
  watching({}, async ({ page, visit }) => {
    const tell = await waiting(page, '**/api/facts**', route => route.continue())
    // Of a single day nothing is left that is whole.
    await visit(`/overview?from=${LAST_DAY}&to=${LAST_DAY}`)
    const card = page.locator('[data-visual=contact-volume]')
    await card.locator('svg path').first().waitFor()
    tell()
    await expect.poll(() => page.locator('.freshness').innerText()).toMatch('12:00')
    await page.waitForTimeout(400)
    const names = (await card.locator('svg text').allTextContents()).filter(text =>
      text.startsWith('Contacts'),
    )
    expect(names.toSorted()).toEqual(['Contacts', 'Contacts abandoned', 'Contacts handled'])
  }))
