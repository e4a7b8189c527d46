import axe from 'axe-core'
import { expect, test } from 'vitest'
import { dashboards } from '../../dashboards/dashboards.ts'
import { stage } from './stage.ts'
import { twoDashboards } from './two-dashboards.ts'

const all = [...dashboards, ...twoDashboards]
const { watching } = stage(all)

interface Finding {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

for (const theme of ['light', 'dark'] as const)
  for (const { id, sheets } of all)
    for (const sheet of sheets)
      test(`${id}/${sheet.id}, ${theme}: nothing serious`, () =>
        watching({ theme }, async ({ page, visit }) => {
          await visit(`/${id}/${sheet.id}`)
          await page.evaluate(axe.source)
          const found = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as Finding[]
          const serious = found.filter(({ impact }) => ['serious', 'critical'].includes(impact))
          expect(serious.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([])
        }))
