import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { control, stage } from './stage.ts'

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

const sizes = { wide: [1440, 1000], medium: [1024, 900], narrow: [390, 844] } as const

for (const theme of ['light', 'dark'] as const)
  for (const [name, [width, height]] of Object.entries(sizes))
    test(`${name}, ${theme}`, () =>
      watching({ theme, width, height }, async ({ page, visit }) => {
        await visit('/')
        await page.waitForTimeout(300)
        const { scrolled, overlapping, cut } = await page.evaluate(() => {
          const cards = [...document.querySelectorAll('article')].map(card => card.getBoundingClientRect())
          return {
            scrolled: document.documentElement.scrollWidth - innerWidth,
            overlapping: cards.filter((a, i) =>
              cards.some(
                (b, j) =>
                  i !== j && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
              ),
            ).length,
            cut: cards.filter(card => card.left < 0 || card.right > innerWidth).length,
          }
        })
        expect({ scrolled, overlapping, cut }).toEqual({ scrolled: 0, overlapping: 0, cut: 0 })
        await page.screenshot({ path: join(pictures, `${name}-${theme}.png`), fullPage: true })
      }))

test('narrow: the rail is a menu, panels come from below', () =>
  watching({ width: 390, height: 844 }, async ({ page, visit }) => {
    await visit('/')
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('link', { name: 'Contact centre overview' }).click()
    await control(page, 'Queue').click()
    const panel = await page.getByRole('dialog', { name: 'Queue' }).boundingBox()
    expect([panel?.x, panel?.width, Math.round((panel?.y ?? 0) + (panel?.height ?? 0))]).toEqual([
      0, 390, 844,
    ])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  }))

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
