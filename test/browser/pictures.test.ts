import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
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
      expect(svg.toString()).toMatch(/^<svg /)
      expect(svg.toString()).toMatch(card)
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
    for (const shown of [
      'Overview',
      'Contacts by day',
      'Service level 20 s',
      'Disconnect reasons',
      'Last 7 days',
    ])
      expect(svg.toString()).toMatch(shown)
    expect(svg.toString()).not.toMatch(/More of|Full screen/)
    writeFileSync(join(pictures, 'saved-sheet.png'), png)
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
