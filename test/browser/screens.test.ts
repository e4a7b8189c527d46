import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { choose, control, stage } from './stage.ts'

const { watching } = stage()
const pictures = fileURLToPath(new URL('screenshots', import.meta.url))

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)

test('follows the system, until one is chosen, which is remembered', () =>
  watching({ theme: 'dark' }, async ({ page, visit }) => {
    await visit('/')
    expect(await background(page)).toBe('rgb(14, 17, 21)')
    await page.getByRole('button', { name: 'Light theme' }).click()
    expect(await background(page)).toBe('rgb(245, 246, 248)')
    await page.reload()
    await page.getByRole('button', { name: 'Dark theme' }).waitFor()
    expect(await background(page)).toBe('rgb(245, 246, 248)')
  }))

const sizes = {
  wide: [1440, 1000],
  medium: [1024, 900],
  narrow: [390, 844],
  least: [320, 700],
} as const

for (const theme of ['light', 'dark'] as const)
  for (const [name, [width, height]] of Object.entries(sizes))
    test(`${name}, ${theme}`, () =>
      watching({ theme, width, height }, async ({ page, visit }) => {
        await visit('/')
        await page.waitForTimeout(300)
        const found = await page.evaluate(() => {
          const cards = [...document.querySelectorAll('article')].map(card => card.getBoundingClientRect())
          // Labels whose nearest point lies within the ring.
          const donut = document.querySelector('.donut svg')?.getBoundingClientRect() ?? new DOMRect()
          const [x, y] = [donut.left + donut.width / 2, donut.top + donut.height / 2]
          const radius = 0.37 * Math.min(donut.width, donut.height)
          const onRing = [...document.querySelectorAll('.donut svg text')].filter(text => {
            const { left, right, top, bottom } = text.getBoundingClientRect()
            const near = (at: number, low: number, high: number) => Math.max(low - at, at - high, 0)
            return Math.hypot(near(x, left, right), near(y, top, bottom)) < radius
          }).length
          return {
            onRing,
            scrolled: document.documentElement.scrollWidth - innerWidth,
            overlapping: cards.filter((a, i) =>
              cards.some(
                (b, j) =>
                  i !== j && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
              ),
            ).length,
            cut: cards.filter(card => card.left < 0 || card.right > innerWidth).length,
            wide: [...document.querySelectorAll('section.scroll')].filter(
              section => section.scrollWidth > section.clientWidth,
            ).length,
          }
        })
        expect(found).toEqual({ scrolled: 0, overlapping: 0, cut: 0, wide: 0, onRing: 0 })
        await page.screenshot({ path: join(pictures, `${name}-${theme}.png`), fullPage: true })
      }))

test('narrow: the rail is a menu, panels come from below', () =>
  watching({ width: 390, height: 844 }, async ({ page, visit }) => {
    await visit('/')
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.getByRole('button', { name: /^Filters/ }).click()
    await control(page, 'Queue').click()
    const panel = await page.getByRole('dialog', { name: 'Queue' }).boundingBox()
    expect([panel?.x, panel?.width, Math.round((panel?.y ?? 0) + (panel?.height ?? 0))]).toEqual([
      0, 390, 844,
    ])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  }))

test('narrow: what can be set is behind one button, with what is set beside it', () =>
  watching({ width: 390, height: 844 }, async ({ page, visit }) => {
    await visit('/')
    const filters = page.getByRole('button', { name: /^Filters/ })
    expect([await filters.getAttribute('aria-expanded'), await control(page, 'Queue').count()]).toEqual([
      ...['false', 0],
    ])
    // The first card begins on the first screen.
    expect((await page.locator('article').first().boundingBox())?.y).toBeLessThan(340)
    await filters.focus()
    await page.keyboard.press('Enter')
    expect(await filters.getAttribute('aria-expanded')).toBe('true')
    expect(await filters.evaluate(element => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Tab')
    expect(await control(page, 'Dates').evaluate(element => element === document.activeElement)).toBe(true)
    await choose(page, 'Queue', 'Sales', 'Care')
    await filters.click()
    await control(page, 'Queue').waitFor({ state: 'detached' })
    expect(await filters.innerText()).toMatch(/^Filters \(1\)/)
    await page.getByRole('button', { name: 'Clear Queue: Sales +1' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    expect(await filters.innerText()).toMatch(/^Filters\s/)
  }))

test.each([320, 360, 390])('no heading of a table is broken within a word, %s px', width =>
  watching({ width, height: 844 }, async ({ page, visit }) => {
    await visit('/')
    const broken = await page.locator('table.data th').evaluateAll(all =>
      all.flatMap(heading => {
        const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
        const found: string[] = []
        for (let text = texts.nextNode(); text; text = texts.nextNode())
          for (const { 0: word, index } of (text.nodeValue ?? '').matchAll(/[^\s-]+/g)) {
            const range = document.createRange()
            range.setStart(text, index)
            range.setEnd(text, index + word.length)
            if (range.getClientRects().length > 1) found.push(word)
          }
        return found
      }),
    )
    expect(broken).toEqual([])
  }),
)

test('the first paint comes within a second', () =>
  watching({}, async ({ page, visit }) => {
    const paints: number[] = []
    for (let i = 0; i < 3; i++) {
      await visit('/')
      paints.push(
        await page.evaluate(
          () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 1e9,
        ),
      )
    }
    expect(Math.min(...paints)).toBeLessThan(1_000)
  }))
