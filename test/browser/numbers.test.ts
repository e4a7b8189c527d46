import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { choose, control, fromMenu, lastDays, stage } from './stage.ts'

const { served, watching, expectShown } = stage()

test('at first: the last 14 days', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    await expectShown(page, lastDays(14))
    expect(await page.title()).toBe('Overview – connect-lake')
    const compared = await page.locator('[data-visual=contacts] .kpi-change').innerText()
    expect(compared).toMatch(/vs the 14 days before, so far$/)
  }))

test('dates: a preset, two days, an open end', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    await control(page, 'Dates').click()
    await page.getByRole('button', { name: 'Last 7 days' }).click()
    await expectShown(page, lastDays(7))
    await control(page, 'Dates').click()
    await page.getByLabel('From', { exact: true }).fill('2025-07-01')
    await page.getByLabel('To', { exact: true }).fill('2025-07-03')
    await expectShown(page, "contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-03'")
    await page.getByRole('button', { name: /^All \d+ days$/ }).click()
    await expectShown(page, 'true')
    expect(new URL(page.url()).search).toBe('?from=&to=')
  }))

test('queue: found by searching, several at once, none', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    await control(page, 'Queue').click()
    await page
      .getByPlaceholder(/^Search/)
      .first()
      .fill('bil')
    await page.getByRole('checkbox', { name: 'Billing' }).check()
    await expectShown(page, `${lastDays(14)} AND queue_name = 'Billing'`)
    await page
      .getByPlaceholder(/^Search/)
      .first()
      .fill('')
    await page.getByRole('checkbox', { name: 'No queue' }).check()
    await expectShown(page, `${lastDays(14)} AND (queue_name = 'Billing' OR queue_name IS NULL)`)
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await expectShown(page, lastDays(14))
  }))

test('agent, channel, and all together', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    await choose(page, 'Agent', 'agent 2')
    await expectShown(page, `${lastDays(14)} AND agent_username = 'agent 2'`)
    await choose(page, 'Channel', 'CHAT')
    await expectShown(page, `${lastDays(14)} AND agent_username = 'agent 2' AND channel = 'CHAT'`)
    await choose(page, 'Queue', 'Sales', 'Care')
    await expectShown(
      page,
      `${lastDays(14)} AND agent_username = 'agent 2' AND channel = 'CHAT' AND queue_name IN ('Sales', 'Care')`,
    )
    await page.getByRole('button', { name: 'Clear all' }).click()
    await expectShown(page, lastDays(14))
  }))

test('the target of the service level', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    await expect.poll(() => page.locator('.gauge-verdict').innerText()).toMatch(/below target$/)
    await control(page, 'Service level target').click()
    await page.getByLabel('Service level target, in %').fill('10')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.gauge-verdict').innerText()).toMatch(/^Target met/)
    expect(await page.locator('.gauge-label').textContent()).toMatch(/10\u00a0%/)
  }))

const words: Readonly<Record<string, string>> = {
  CUSTOMER_DISCONNECT: 'Customer disconnect',
  AGENT_DISCONNECT: 'Agent disconnect',
  CONTACT_FLOW_DISCONNECT: 'Flow disconnect',
  TELECOM_PROBLEM: 'Telecom problem',
}

/** A line that begins with a disconnect reason, as people read it. */
const inWords = (line: string): string => line.replace(/^[A-Z_]+/, code => words[code] ?? code)

test('the table: rows, sorted and searched', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const rows = async (): Promise<readonly string[]> =>
      page
        .locator('[data-visual=disconnect-reasons] tbody tr')
        .evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent).join('|')))
    const said = await served.lake.rows<{ line: string }>(`
      SELECT disconnect_reason || '|' || channel || '|' || CAST(count(*) AS varchar) AS line
      FROM contact WHERE ${lastDays(14)} GROUP BY disconnect_reason, channel
      ORDER BY count(*) DESC, disconnect_reason, channel`)
    const firstThree = (line: string): string => line.split('|').slice(0, 3).join('|')
    expect((await rows()).map(firstThree)).toEqual(said.map(({ line }) => inWords(line)))
    // The code is told by the cell.
    expect(await page.getByTitle('Telecom problem (TELECOM_PROBLEM)').count()).toBeGreaterThan(0)
    for (const row of await rows()) expect(row).toMatch(/\|\d+\.\d\u00a0%\|\d+:\d\d:\d\d$/)

    await page.getByRole('button', { name: 'Disconnect reason', exact: true }).click()
    const sorted = [...said.map(({ line }) => inWords(line).split('|')[0])].sort()
    expect((await rows()).map(line => line.split('|')[0])).toEqual(sorted)
    await page.getByLabel('Search Disconnect reasons').fill('telecom')
    expect(new Set((await rows()).map(line => line.split('|')[0]))).toEqual(new Set(['Telecom problem']))

    const file = page.waitForEvent('download')
    await fromMenu(page, 'Disconnect reasons', 'Download as CSV')
    const text = readFileSync(await (await file).path(), 'utf8')
    expect(
      text
        .trim()
        .split('\r\n')
        .slice(1)
        .map(line => line.split(',').slice(0, 3).join('|'))
        .map(line => [/^[A-Z_]+\|/.test(line), inWords(line)]),
    ).toEqual((await rows()).map(line => [true, firstThree(line)]))

    // The address holds both; letters that were typed are no steps to go back by.
    expect([...new URL(page.url()).searchParams]).toEqual([
      ['search', 'disconnect-reasons:telecom'],
      ['sort', 'disconnect-reasons:disconnect_reason'],
    ])
    const seen = await rows()
    await page.reload()
    await expect.poll(rows, { timeout: 8_000 }).toEqual(seen)
    expect(await page.getByLabel('Search Disconnect reasons').inputValue()).toBe('telecom')
  }))

test('bars: twenty of all agents, then all', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const card = page.locator('[data-visual=handle-time-by-agent]')
    const bars = () => card.locator('tbody tr').count()
    expect([await bars(), await card.locator('.card-foot').innerText()]).toEqual([
      20,
      expect.stringContaining('20 of 23'),
    ])
    await card.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(bars).toBe(23)
  }))

test('a click on a disconnect reason filters by it, and by its channel; a second one lets go', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    await expectShown(page, lastDays(14))
    const row = page.locator('[data-visual=disconnect-reasons] tbody tr').first()
    const rows = await page.locator('[data-visual=disconnect-reasons] tbody tr').count()
    const [reason = '', channel = ''] = await row.locator('td, th').allInnerTexts()
    await row.click()
    const [code] = Object.entries(words).find(([, each]) => each === reason) ?? []
    await expectShown(page, `${lastDays(14)} AND disconnect_reason = '${code}' AND channel = '${channel}'`)
    expect(new URL(page.url()).searchParams.get('disconnect_reason')).toBe(code)
    expect(await control(page, 'Disconnect reason').innerText()).toContain(reason)
    // The other rows stay; this one is told from them.
    expect(await row.getAttribute('aria-current')).toBe('true')
    expect(await page.locator('[data-visual=disconnect-reasons] tbody tr.is-behind').count()).toBe(rows - 1)
    await row.click()
    await expectShown(page, lastDays(14))
    expect(new URL(page.url()).search).toBe('')
  }))
