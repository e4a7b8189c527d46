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
