import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { LAST_DAY } from './centre.ts'
import { choose, control, fromMenu, lastDays, pick, stage } from './stage.ts'
import { twoDashboards } from './two-dashboards.ts'

const { served, watching } = stage(twoDashboards)
const pictures = fileURLToPath(new URL('screenshots', import.meta.url))

const figure = (page: Page, visual: string) =>
  page.locator(`[data-visual=${visual}] .figure`).first().innerText()
const searchOf = (page: Page): string => new URL(page.url()).search

async function count(where: string): Promise<string> {
  const [row] = await served.lake.rows<{ n: number }>(`SELECT count(*) AS n FROM contact WHERE ${where}`)
  return String(row?.n)
}

const expectFigure = async (page: Page, visual: string, where: string): Promise<void> => {
  const said = await count(where)
  await expect.poll(() => figure(page, visual), { timeout: 8_000 }).toBe(said)
}

test('sheets of a dashboard, and another one: what is set goes along where it can be set', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues?queue=Sales&dates=last_7_days')
    await expectFigure(page, 'volume', `${lastDays(7)} AND queue_name = 'Sales'`)
    const rail = page.getByRole('navigation', { name: 'Sheets' })
    await rail.getByRole('link', { name: 'Reasons' }).click()
    await page.getByRole('heading', { name: 'Reasons', level: 1 }).waitFor()
    expect(searchOf(page)).toBe('?queue=Sales&dates=last_7_days')
    // Only here it can be set.
    await control(page, 'Handle time').waitFor()
    await rail.getByRole('link', { name: 'People' }).click()
    await expectFigure(page, 'handled', `is_handled AND ${lastDays(7)} AND queue_name = 'Sales'`)
    expect(await control(page, 'Handle time').count()).toBe(0)
    await page.goBack()
    await page.getByRole('heading', { name: 'Reasons', level: 1 }).waitFor()
    await page.goBack()
    await expectFigure(page, 'volume', `${lastDays(7)} AND queue_name = 'Sales'`)
    await page.screenshot({ path: join(pictures, 'two-dashboards.png') })
  }))

test('what another dashboard cannot be set to is there on the way back, and means nothing meanwhile', () =>
  watching({}, async ({ page, visit }) => {
    const set = '?queue=Sales&handling_from=100&dates=last_7_days'
    await visit(`/load-of-queues/reasons${set}`)
    const rail = page.getByRole('navigation', { name: 'Sheets' })
    await rail.getByRole('link', { name: 'People' }).click()
    const handled = `is_handled AND ${lastDays(7)} AND queue_name = 'Sales'`
    await expectFigure(page, 'handled', handled)
    await page.reload()
    await expectFigure(page, 'handled', handled)
    expect([await page.locator('.notice').count(), await control(page, 'Handle time').count()]).toEqual([
      0, 0,
    ])
    // What is set here changes nothing of it; what no dashboard has is told, and it alone.
    await choose(page, 'Agent', 'agent 1')
    await expectFigure(page, 'handled', `${handled} AND agent_username = 'agent 1'`)
    await visit(`/people${set}&plan=pro`)
    expect(await page.locator('.notice').innerText()).toMatch(/left out: plan\./)
    await rail.getByRole('link', { name: 'Load of queues' }).click()
    await rail.getByRole('link', { name: 'Reasons' }).click()
    await page.getByRole('heading', { name: 'Reasons', level: 1 }).waitFor()
    expect(await control(page, 'Handle time').innerText()).toMatch(/1\sm\s40\ss/)
    expect([...new URL(page.url()).searchParams].sort()).toEqual([...new URLSearchParams(set)].sort())
  }))

test('what a visual opens: by its title, and from its menu', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues?queue=Sales')
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await page.getByRole('heading', { name: 'Reasons', level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/load-of-queues/reasons')
    expect(searchOf(page)).toBe('?queue=Sales')
    await fromMenu(page, 'Contacts by agent', 'Open People')
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    expect(searchOf(page)).toBe('?queue=Sales')
  }))

test('a click on a category that cannot be filtered here filters where the visual leads to', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues/reasons?handling_from=100')
    const agent = await pick(page, 'by-channel', 1)
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    expect(searchOf(page)).toBe(`?${new URLSearchParams({ handling_from: '100', agent })}`)
    await expectFigure(page, 'handled', `is_handled AND ${lastDays(7)} AND agent_username = '${agent}'`)
  }))

test('a click filters the sheet, a second one lets go; what is left alone says so', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues')
    const card = page.locator('[data-visual=queues]')
    const parts = () => card.locator('tbody tr').count()
    const all = await parts()
    const queue = await pick(page, 'queues', 2)
    await expectFigure(page, 'volume', `${lastDays(14)} AND queue_name = '${queue}'`)
    await expectFigure(page, 'everybody', lastDays(14))
    const leftAlone = page.locator('.left-alone')
    expect(await leftAlone.allInnerTexts()).toEqual(['Not filtered by queue'])
    expect(await page.locator('[data-visual=everybody] .left-alone').count()).toBe(1)
    // Where it was picked all parts stay, the others paler; a reload looks the same.
    const paler = () => card.locator('svg path[fill-opacity="0.25"], svg path[opacity="0.25"]').count()
    await expect.poll(paler).toBe(all - 1)
    expect([await parts(), searchOf(page)]).toEqual([all, `?queue=${queue}&picked=queues%3Aqueue`])
    await page.reload()
    await expectFigure(page, 'volume', `${lastDays(14)} AND queue_name = '${queue}'`)
    await expect.poll(paler).toBe(all - 1)
    expect(await parts()).toBe(all)
    await page.screenshot({ path: join(pictures, 'cross-filter.png') })
    expect(await pick(page, 'queues', 2)).toBe(queue)
    await expectFigure(page, 'volume', lastDays(14))
    expect(searchOf(page)).toBe('')
  }))

test('what is picked is let go by its name in the card, by Escape, and by what is chosen in the bar', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues')
    const one = await pick(page, 'queues', 1)
    const ofOne = `${lastDays(14)} AND queue_name = '${one}'`
    await expectFigure(page, 'volume', ofOne)
    await page.getByRole('button', { name: `Let go ${one}` }).click()
    await expectFigure(page, 'volume', lastDays(14))
    await pick(page, 'queues', 1)
    await expectFigure(page, 'volume', ofOne)
    // The first closes what is said of a part, the second lets go.
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expectFigure(page, 'volume', lastDays(14))
    expect(searchOf(page)).toBe('')
    await pick(page, 'queues', 1)
    await control(page, 'Queue').click()
    const other = one === 'Sales' ? 'Care' : 'Sales'
    await page.getByRole('checkbox', { name: new RegExp(`^${other} `) }).check()
    // Escape closes the panel, and no more.
    await page.keyboard.press('Escape')
    await expectFigure(page, 'volume', `${lastDays(14)} AND queue_name IN ('${one}', '${other}')`)
    expect(new URL(page.url()).searchParams.getAll('picked')).toEqual([])
    await expect.poll(() => page.locator('[data-visual=queues] tbody tr').count()).toBe(2)
  }))

test('with Ctrl more are picked; a file of the card has all that it shows, one of another what is picked', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues')
    const one = await pick(page, 'queues', 1)
    await page.keyboard.press('ArrowRight')
    const heard = page.locator('[data-visual=queues] [aria-live]')
    await expect.poll(() => heard.innerText()).not.toMatch(one)
    const [two = ''] = (await heard.innerText()).split(':')
    await page.keyboard.press('Control+Enter')
    const asked = (visual: string) =>
      page.evaluate(
        async of => (await fetch(`/api/csv?${of}`)).text(),
        `dashboard=load-of-queues&visual=${visual}&${searchOf(page).slice(1)}`,
      )
    await expect
      .poll(() => new URL(page.url()).searchParams.getAll('queue').toSorted())
      .toEqual([one, two].toSorted())
    const lines = (text: string) => text.trim().split('\r\n').length - 1
    const all = await page.locator('[data-visual=queues] tbody tr').count()
    expect([lines(await asked('queues')), lines(await asked('by-queue'))]).toEqual([all, 2])
  }))

test('going down, and back up; the filter of the same column from the menu', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues')
    const queue = await pick(page, 'by-queue', 1)
    const card = page.locator('[data-visual=by-queue]')
    const crumbs = card.getByRole('navigation')
    await expect.poll(() => crumbs.innerText()).toBe(`Queue: ${queue}›\nChannel`)
    const rows = card.locator('table.sr-only tbody tr, .sr-only table tbody tr')
    const expected = await served.lake.rows<{ channel: string; n: number }>(
      `SELECT channel, count(*) AS n FROM contact WHERE ${lastDays(14)} AND queue_name = '${queue}' GROUP BY channel ORDER BY n DESC`,
    )
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual(expected.map(({ channel, n }) => `${channel}\t${n}`))
    // All else shows what it did.
    await expectFigure(page, 'volume', lastDays(14))
    await page.screenshot({ path: join(pictures, 'drill-down.png') })
    const levels = `Queue: ${queue}›\nChannel: ${await pick(page, 'by-queue', 1)}›\nDisconnect reason`
    await expect.poll(() => crumbs.innerText()).toBe(levels)
    expect(new URL(page.url()).searchParams.getAll('drill')[0]).toBe(`by-queue:${queue}`)
    await page.reload()
    await expect.poll(() => crumbs.innerText()).toBe(levels)
    await crumbs.getByRole('button').first().click()
    await crumbs.waitFor({ state: 'detached' })
    await fromMenu(page, 'Contacts by queue', queue)
    await expectFigure(page, 'volume', `${lastDays(14)} AND queue_name = '${queue}'`)
  }))

test('numbers from one to another; dates by their distance', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues/reasons')
    await control(page, 'Handle time').click()
    await page.getByRole('spinbutton', { name: 'From' }).fill('120')
    await page.getByRole('spinbutton', { name: 'To' }).fill('300')
    await page.keyboard.press('Escape')
    await control(page, 'Dates').click()
    await page.getByRole('button', { name: 'Last week' }).click()
    await expect.poll(() => searchOf(page)).toBe('?dates=last_week&handling_from=120&handling_to=300')
    expect((await control(page, 'Handle time').innerText()).replace(/\s+/g, ' ')).toBe(
      'Handle time 2 m 0 s – 5 m 0 s',
    )
    expect(LAST_DAY).toBe('2025-07-17')
    await expect.poll(() => control(page, 'Dates').innerText()).toMatch('Last week · Jul 7 – 13, 2025')
    const [row] = await served.lake.rows<{ n: number }>(
      `SELECT count(*) AS n FROM contact WHERE contact_date BETWEEN DATE '2025-07-07' AND DATE '2025-07-13' AND handle_time_s BETWEEN 120 AND 300`,
    )
    const cells = page.locator('[data-visual=reasons-table] tbody td:nth-child(2)')
    await expect
      .poll(async () => (await cells.allInnerTexts()).reduce((all, each) => all + Number(each), 0))
      .toBe(Number(row?.n))
    await page.screenshot({ path: join(pictures, 'range-filter.png') })
  }))
