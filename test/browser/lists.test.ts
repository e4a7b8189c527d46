/** Lists of a filter that have not all values that there are, and values that are meant to do harm. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { attributedDashboards } from '../fixture/contact-attributes.ts'
import type { Contact } from '../server/served-lake.ts'
import { HOSTILE, LAST_DAY } from './centre.ts'
import { seriousInDark, seriousOn } from './serious.ts'
import { choose, control, stage } from './stage.ts'

const pictures = fileURLToPath(new URL('screenshots', import.meta.url))

const TWO_LINES = 'two\nlines'
/** Too long to be listed, with a line break in it. */
const LONG = `${'very '.repeat(60)}\nlong`
const reasons = [
  ...['invoice', 'invoice', 'invoice', 'return'],
  ...[TWO_LINES, HOSTILE, '\u202egnp.exe', LONG],
]
const contacts: readonly Contact[] = reasons.map((reason, i) => ({
  ...{ id: `contact-${i}`, at: `${LAST_DAY}T0${i}:15:00Z`, queue: 'Sales', agent: 'ann' },
  // A plan has no long value: its list is whole.
  attributes: { reason, plan: i % 2 ? 'gold' : 'basic' },
}))
const { watching } = stage(attributedDashboards, [], contacts)

const counted = (page: Page) => page.locator('[data-visual=contacts] .figure').first().innerText()
const chosenIn = (page: Page) => new URL(page.url()).searchParams.getAll('contact_attribute_reason')
const options = (page: Page) => page.getByRole('dialog').getByRole('listitem')
const note = (page: Page) => page.getByRole('dialog').locator('.list-limit')

test('a value with a line break is chosen, shared by the address, and let go', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview')
    await choose(page, 'Reason', 'two lines')
    await expect.poll(() => counted(page)).toBe('1')
    expect(chosenIn(page)).toEqual([TWO_LINES])
    await page.reload()
    await expect.poll(() => counted(page)).toBe('1')
    await control(page, 'Reason').click()
    await options(page).first().getByRole('checkbox', { name: 'two lines', checked: true }).uncheck()
    await expect.poll(() => counted(page)).toBe('8')
    expect(chosenIn(page)).toEqual([])
  }))

test('by keys alone, what is not listed is chosen as it is typed, and let go', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview')
    await control(page, 'Reason').focus()
    await page.keyboard.press('Enter')
    expect(await note(page).innerText()).toBe(
      '1 contact has a value of more than 200 characters, which is not listed. Type or paste a whole value to choose another.',
    )
    await page.keyboard.type('retur')
    expect(await options(page).allInnerTexts()).toEqual(['return\n1', 'retur\nas typed'])
    await page.keyboard.press('Enter')
    await expect.poll(() => chosenIn(page)).toEqual(['retur'])
    await expect.poll(() => counted(page)).toBe('–')
    await page.screenshot({ path: join(pictures, 'list-typed.png') })
    expect(await seriousOn(page)).toEqual([])
    expect(await seriousInDark(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.reload()
    await control(page, 'Reason').focus()
    expect(await control(page, 'Reason').innerText()).toMatch(/retur$/)
    await page.keyboard.press('Enter')
    // The list is counted when nothing else is asked.
    await options(page).nth(1).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect.poll(() => chosenIn(page)).toEqual([])
    await expect.poll(() => counted(page)).toBe('8')
  }))

test('a value too long to be listed is pasted, with its line break, into a sheet that is nowhere wider for it', () =>
  watching({ width: 360, height: 720, theme: 'dark' }, async ({ page, visit }) => {
    await visit('/overview')
    await page.getByRole('button', { name: /^Filters/ }).click()
    await control(page, 'Reason').click()
    const field = page.getByRole('dialog').getByRole('searchbox')
    await field.evaluate((element, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', text)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, LONG)
    await page.getByRole('dialog').getByRole('checkbox', { name: 'as typed' }).check()
    await page.screenshot({ path: join(pictures, 'list-pasted.png') })
    await expect.poll(() => counted(page)).toBe('1')
    expect(chosenIn(page)).toEqual([LONG])
    await page.keyboard.press('Escape')
    await control(page, 'Reason').click()
    await page.screenshot({ path: join(pictures, 'list-narrow-dark.png') })
    expect(await options(page).first().innerText()).toMatch(/not listed$/)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    // Each with its count in sight.
    const beyond = await options(page).evaluateAll(
      all =>
        all.filter(each => {
          const count = each.querySelector('.option-count')?.getBoundingClientRect()
          return !count || count.left < 0 || count.right > innerWidth
        }).length,
    )
    expect(beyond).toBe(0)
    expect(await page.locator('main img').count()).toBe(0)
  }))

test('a whole list takes nothing that it has not; what an address chose of it is of no contact', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/overview?contact_attribute_plan=platinum')
    await control(page, 'Plan').click()
    expect(await options(page).allInnerTexts()).toEqual(['platinum\n0', 'basic\n4', 'gold\n4'])
    expect(await note(page).count()).toBe(0)
    await page.keyboard.type('silver')
    expect(await options(page).allInnerTexts()).toEqual(['No plans of that name.'])
    await page.screenshot({ path: join(pictures, 'list-whole.png') })
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).search).toBe('?contact_attribute_plan=platinum')
    await page.getByRole('dialog').getByRole('button', { name: 'Clear' }).click()
    await expect.poll(() => counted(page)).toBe('8')
  }))
