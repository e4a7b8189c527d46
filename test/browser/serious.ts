import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface Finding {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** What keeps somebody from using the page as it is shown, with the first place of each: by all rules, or by one. */
export async function seriousOn(page: Page, rule?: 'color-contrast'): Promise<readonly unknown[]> {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe.source)
  const rules = rule === undefined ? '' : `{ runOnly: ['${rule}'] }`
  const found = (await page.evaluate(`axe.run(${rules}).then(({ violations }) => violations)`)) as Finding[]
  return found
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id, nodes }) => [id, nodes[0]?.html])
}

/** The same in the other theme, where nothing but the colours is another. */
export async function seriousInDark(page: Page): Promise<readonly unknown[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  // Until the pictures are drawn anew.
  await page.evaluate('new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))')
  return seriousOn(page, 'color-contrast')
}
