import { expect, test } from 'vitest'
import { attributedDashboards } from '../fixture/contact-attributes.ts'
import { seriousInDark, seriousOn } from './serious.ts'
import { stage } from './stage.ts'
import { twoDashboards } from './two-dashboards.ts'

const all = [...attributedDashboards, ...twoDashboards]
const { watching } = stage(all)

for (const { id, sheets } of all)
  for (const sheet of sheets)
    test(`${id}/${sheet.id}: nothing serious, light or dark`, () =>
      watching({ calm: true }, async ({ page, visit }) => {
        await visit(`/${id}/${sheet.id}`)
        expect(await seriousOn(page)).toEqual([])
        expect(await seriousInDark(page)).toEqual([])
      }))
