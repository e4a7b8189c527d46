import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { clockedContact } from '../dashboards/gallery/dataset.ts'
import { gallery, galleryVisuals } from '../dashboards/gallery/gallery.ts'
import { readAsSvg, solid, wordsOf } from './saved-svg.ts'
import { stage } from './stage.ts'

const { watching, open } = stage([gallery], [clockedContact])
const pictures = fileURLToPath(new URL('screenshots', import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What is wrong with the page for those who do not see or point, as axe finds it. */
const faults = (page: Page) =>
  page.evaluate(async script => {
    // The page lets no script in but its own: this one is handed over by the browser.
    // biome-ignore lint/security/noGlobalEval: a pinned package, in a test
    globalThis.eval(script)
    const found = await (
      globalThis as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; impact: string; nodes: { html: string }[] }[]
          }>
        }
      }
    ).axe.run()
    return found.violations
      .filter(({ impact }) => ['serious', 'critical'].includes(impact))
      .map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])
  }, `${axe}`)

const sizes = { wide: [1440, 1000], huge: [2560, 1400], narrow: [360, 800] } as const

for (const theme of ['light', 'dark'] as const)
  for (const [name, [width, height]] of Object.entries(sizes))
    test(`every kind is drawn: ${name}, ${theme}`, () =>
      watching({ theme, width, height }, async ({ page, visit }) => {
        await visit('/')
        await page.waitForTimeout(400)
        const found = await page.evaluate(() => ({
          scrolled: document.documentElement.scrollWidth - innerWidth,
          problems: document.querySelectorAll('.problem').length,
          empty: [...document.querySelectorAll<HTMLElement>('article')]
            .filter(card => card.querySelector('.card-body > .state'))
            .map(card => card.dataset.visual),
          blank: [...document.querySelectorAll('.chart-host')].filter(
            host => host.querySelectorAll('svg path, svg rect, svg text').length < 2,
          ).length,
        }))
        expect(found).toEqual({ scrolled: 0, problems: 0, empty: [], blank: 0 })
        expect(await page.locator('article').count()).toBe(galleryVisuals.length)
        await page.screenshot({ path: join(pictures, `gallery-${name}-${theme}.png`), fullPage: true })
      }))

test('every kind is in the SVG of a sheet, with all the words that are seen of it', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    await page.waitForTimeout(400)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save the sheet as a picture' }).click()
    await page.getByRole('button', { name: 'Save the sheet as SVG' }).click()
    const svg = readFileSync(await (await download).path(), 'utf8')
    expect(await readAsSvg(page, svg)).toEqual({ strange: [], faults: 0 })
    // In the order of the page; numbers of KPIs, names of axes and legends, heads of tables, sentences, paragraphs.
    const seen = await page
      .locator(
        'h2, .figure > span:not(:has(.sr-only)), .kpi-note, .legend-item, .chart svg text, .gauge svg text, .gauge-note, ' +
          '.donut-total strong, .insight strong, .ramp > span, .chart-note, .card-text p, .data thead th:first-child',
      )
      .evaluateAll(all => all.map(each => each.textContent ?? ''))
    expect(seen.length).toBeGreaterThan(200)
    const words = wordsOf(svg)
    expect(seen.filter(each => !words.includes(solid(each)))).toEqual([])
    const drawn = await page.locator('.chart svg path').count()
    expect(svg.match(/<path /g)?.length).toBeGreaterThanOrEqual(drawn)
  }))

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing serious: ${theme}`, async () => {
    const watched = await open({ theme })
    try {
      await watched.visit('/')
      expect(await faults(watched.page)).toEqual([])
    } finally {
      await watched.close()
    }
  })

test('every chart is read by arrow keys', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    for (const chart of await page.locator('.chart').all()) {
      await chart.focus()
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => chart.locator('[aria-live]').innerText()).toMatch(/\S+: \S+/)
      await page.keyboard.press('ArrowRight')
      await chart.blur()
    }
  }))

test('what the legend switches off is drawn no more', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const card = page.locator('[data-visual=combo]')
    const bars = () => card.locator('svg path').count()
    const before = await bars()
    await card.getByRole('button', { name: 'Contacts abandoned' }).click()
    await expect.poll(bars).toBeLessThan(before)
    await card.getByRole('button', { name: 'Contacts abandoned' }).click()
    await expect.poll(bars).toBe(before)
  }))

test('lines that are named at their ends are switched off, too, and stay so in the large view', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const card = page.locator('[data-visual=line]')
    const named = (name: string) => card.locator('svg text', { hasText: new RegExp(`^${name}$`) }).count()
    expect(await named('Contacts handled')).toBe(1)
    await card.getByRole('button', { name: 'Contacts handled' }).click()
    await expect.poll(() => named('Contacts handled')).toBe(0)
    await card.getByRole('button', { name: 'full screen' }).click()
    const toggle = page.getByRole('dialog').getByRole('button', { name: 'Contacts handled' })
    expect(await toggle.getAttribute('aria-pressed')).toBe('false')
    await toggle.click()
    await page.keyboard.press('Escape')
    await expect.poll(() => named('Contacts handled')).toBe(1)
  }))

test('flows are drawn whole where there is more room than at first: on a wider screen, on paper', () =>
  watching({ width: 1000, height: 1000 }, async ({ page, visit }) => {
    await visit('/')
    const host = page.locator('[data-visual=sankey] .chart-host')
    const before = (await host.boundingBox())?.width ?? 0
    await page.setViewportSize({ width: 2_000, height: 1_000 })
    await expect.poll(async () => (await host.boundingBox())?.width ?? 0).toBeGreaterThan(before + 100)
    await page.waitForTimeout(400)
    const narrower = await host.evaluate(element => {
      const { width } = element.getBoundingClientRect()
      const clips = [...element.querySelectorAll<SVGGraphicsElement>('clipPath > *')]
      return clips.filter(clip => clip.getBBox().width < width - 10).length
    })
    expect(narrower).toBe(0)
  }))
