import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { stage } from './stage.ts'
import { twoDashboards } from './two-dashboards.ts'

const { watching } = stage(twoDashboards)
const pictures = fileURLToPath(new URL('screenshots', import.meta.url))

test('why a number is what it is: as a whole, in a group, and what is filtered', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/load-of-queues?queue=Sales&queue=Care')
    const shown = await page.locator('[data-visual=volume] .figure').innerText()
    await page.getByRole('button', { name: 'Why Contacts', exact: true }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    const figure = dialog.locator('.figure')
    await expect.poll(() => figure.innerText()).toBe(shown)
    expect(await dialog.locator('.command').innerText()).toMatch(
      /^connect-lake why contacts_created --lake \/my\/lake --where queue=Sales --where queue=Care --from 2025-07-04 --to 2025-07-18 --tz UTC$/,
    )
    expect(await dialog.locator('.why-rows tbody tr').count()).toBe(10)
    await page.screenshot({ path: join(pictures, 'why.png') })
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Why Contacts by queue' }).focus()
    await page.keyboard.press('Enter')
    await dialog.getByLabel('Queue').selectOption('Sales')
    const bar = page.locator('[data-visual=by-queue] tbody tr', { hasText: 'Sales' })
    const [, own] = (await bar.innerText()).split('\t')
    await expect.poll(() => figure.innerText()).toBe(own)
    expect(await dialog.locator('.command').innerText()).toMatch('--by queue --value Sales')
  }))

test('what cannot be followed says so', () =>
  watching({}, async ({ page, visit, complaints }) => {
    await visit('/load-of-queues/reasons?handling_from=60')
    await page.getByRole('button', { name: 'Why Reasons' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('a number is not followed through a range').waitFor()
    // The browser notes that the server refused.
    complaints.length = 0
  }))

test('who comes from QuickSight sees the same days and filters, and why the number is what it is', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/why/load-of-queues/volume?from=2025-07-10T00:00:00&to=2025-07-12&queue=Sales&agent=')
    const dialog = page.getByRole('dialog')
    await dialog.locator('.figure').waitFor()
    expect(new URL(page.url()).search).toBe('?from=2025-07-10&to=2025-07-12&queue=Sales')
    expect(await dialog.locator('.command').innerText()).toMatch(
      /^connect-lake why contacts_created .*--where queue=Sales --from 2025-07-10 --to 2025-07-13 /,
    )
    await page.screenshot({ path: join(pictures, 'why-from-quicksight.png') })
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)
    await expect.poll(() => new URL(page.url()).hash).toBe('')
  }))
