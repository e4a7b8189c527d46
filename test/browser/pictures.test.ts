import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readAsSvg, solid, wordsOf } from './saved-svg.ts'
import { fromMenu, stage } from './stage.ts'

const { watching } = stage()
const pictures = fileURLToPath(new URL('screenshots', import.meta.url))

for (const card of ['Contacts by day', 'Disconnect reasons', 'Abandonment rate', 'Service level 20 s'])
  test(`${card} as PNG and SVG`, () =>
    watching({}, async ({ page, visit }) => {
      await visit('/?dates=last_7_days')
      const box = await page.getByRole('article', { name: card, exact: true }).boundingBox()
      const saved = async (form: string): Promise<readonly [string, Buffer]> => {
        const download = page.waitForEvent('download')
        await fromMenu(page, card, `Save as ${form}`)
        const file = await download
        return [file.suggestedFilename(), readFileSync(await file.path())]
      }
      const [name, png] = await saved('PNG')
      expect(name).toMatch(/^[a-z-]+\.png$/)
      expect(png.subarray(1, 4).toString()).toBe('PNG')
      // Twice as fine as the screen.
      expect(png.readUInt32BE(16)).toBe(2 * Math.round(box?.width ?? 0))
      const [, svg] = await saved('SVG')
      expect(await readAsSvg(page, svg.toString())).toEqual({ strange: [], faults: 0 })
      expect(wordsOf(svg.toString())).toContain(solid(card))
      expect(svg.toString()).not.toMatch('More of')
      mkdirSync(pictures, { recursive: true })
      writeFileSync(join(pictures, `saved-${name}`), png)
    }))

test('a sheet as PNG and SVG: its title, what is set and all of its cards, and no buttons', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/?dates=last_7_days')
    const box = await page.locator('#sheet').boundingBox()
    const saved = async (form: string): Promise<readonly [string, Buffer]> => {
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save the sheet as a picture' }).click()
      await page.getByRole('button', { name: `Save the sheet as ${form}` }).click()
      const file = await download
      return [file.suggestedFilename(), readFileSync(await file.path())]
    }
    const [name, png] = await saved('PNG')
    expect(name).toMatch(/^[a-z-]+\.png$/)
    expect(png.readUInt32BE(16)).toBe(2 * Math.round(box?.width ?? 0))
    expect(png.readUInt32BE(20)).toBe(2 * Math.round(box?.height ?? 0))
    const [, svg] = await saved('SVG')
    expect(await readAsSvg(page, svg.toString())).toEqual({ strange: [], faults: 0 })
    for (const shown of [
      'Overview',
      'Contacts by day',
      'Service level 20 s',
      'Disconnect reasons',
      'Last 7 days',
    ])
      expect(wordsOf(svg.toString())).toContain(solid(shown))
    // What stands below a table, too.
    expect(wordsOf(svg.toString())).toMatch(/\drows/)
    expect(svg.toString()).not.toMatch(/More of|Full screen|Show all/)
    writeFileSync(join(pictures, 'saved-sheet.png'), png)
  }))

/** How light a page of a PDF is, on the whole: 255 is white. */
function lightness(file: string): number {
  const ppm = execFileSync('pdftoppm', ['-r', '20', '-singlefile', '-gray', file])
  // Three lines, P5, size and depth, then a byte for each point.
  let at = 0
  for (let line = 0; line < 3; line++) at = ppm.indexOf(10, at) + 1
  const points = ppm.subarray(at)
  return points.reduce((sum, point) => sum + point, 0) / points.length
}

test('a sheet on paper: in the light theme, whatever is on the screen, which stays as it is', () =>
  watching({ theme: 'dark' }, async ({ page, visit }) => {
    await visit('/')
    const fill = () =>
      page.locator('.chart svg path[fill]').evaluateAll(all => all.map(each => each.getAttribute('fill')))
    const dark = await fill()
    const file = join(pictures, 'sheet-dark.pdf')
    await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true })
    expect(lightness(file)).toBeGreaterThan(220)
    await expect.poll(fill).toEqual(dark)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    // Charts, too, and at once: nobody waits for them.
    expect(await fill()).not.toEqual(dark)
  }))

test('a table on paper: all of its rows, not those of its window', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/agents/performance')
    const cut = () =>
      page
        .locator('.card-table .scroll')
        .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
    // As many rows as a large centre has.
    await page.locator('.card-table tbody').evaluate(body => {
      const [row] = body.children
      for (let i = 0; i < 40; i++) body.append(row?.cloneNode(true) ?? '')
    })
    expect(await cut()).toBeGreaterThan(0)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await cut()).toBe(0)
  }))

test('bars on paper: all of them, not those of their window, and as long as there', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/agents/performance')
    const bars = page.locator('[data-visual=handle-time-by-agent] .bars-visual')
    const cut = () => bars.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
    // As many bars as a large centre has.
    await bars.evaluate(element => element.style.setProperty('--least', '1500px'))
    expect(await cut()).toBeGreaterThan(0)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await cut()).toBe(0)
    expect((await bars.locator('svg').boundingBox())?.height).toBeGreaterThanOrEqual(1_500)
  }))

test('a sheet on paper: all of its cards, none of them cut', () =>
  watching({}, async ({ page, visit }) => {
    await visit('/')
    const file = join(pictures, 'sheet.pdf')
    await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true })
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    for (const title of ['Overview', 'Contacts by day', 'Service level 20 s', 'Disconnect reasons'])
      expect(text).toMatch(title)
    expect(text).not.toMatch(/Dark theme|Clear all/)
  }))
