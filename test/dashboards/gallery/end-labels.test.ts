import { expect, test } from 'vitest'
import { pictureOf } from '../../../dashboards/page/pictures/pictures.ts'
import { DAYS, pageVisual, setting } from './shown.ts'

interface Drawn {
  readonly endLabel?: { readonly formatter?: string }
}

test('a name at the end of its line gives way to those above it by as many half lines as it needs', () => {
  const { value } = pageVisual('kpi', 'kpi')
  const visual = { ...pageVisual('line-colors', 'line'), values: [value] }
  const rows = Object.entries({ Sales: [41, 10], Care: [5, 3], Billing: [1, 2] }).flatMap(
    ([queue_name, counts]) =>
      counts.map((count, i) => ({ queue_name, weekday: i + 6, [value.column]: count })),
  )
  // 100 px are left for an axis to 50, 2 px for each: the lines end at 20, 6 and 4 px, and a line of text has 15. Care has
  // to be below 5, by half a line; Billing below -16.5, by three.
  const { option } = pictureOf(visual, { rows, days: DAYS }, { ...setting, height_px: 144 })
  const labels = (option.series as readonly Drawn[]).flatMap(({ endLabel }) => endLabel?.formatter ?? [])
  expect(labels).toEqual(['Sales', '\nCare', '\n\n\nBilling'])
})
