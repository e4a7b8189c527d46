import { expect, test } from 'vitest'
import { pictureOf } from '../../../dashboards/page/pictures/pictures.ts'
import { pageVisual, setting } from './shown.ts'

interface Drawn {
  readonly data: readonly ({ readonly value: number | null } | number | null)[]
  readonly lineStyle: { readonly type?: string }
}

const visual = pageVisual('line', 'line')
const [measure] = visual.values
const days = { from: '2025-07-01', to: '2025-07-05' }
const rows = [10, 20, 30, 40, 50].map((count, i) => ({
  [visual.category.name]: `2025-07-0${i + 1}`,
  [measure?.column ?? '']: count,
}))
/** The values of the whole line and of the dashed one, and the days that say that more can arrive. */
function drawnAt(complete_to: string, settles_after_s?: number) {
  const { option, points } = pictureOf(
    {
      ...visual,
      values: visual.values.slice(0, 1),
      ...(settles_after_s !== undefined && { settles_after_s }),
    },
    { rows, days },
    { ...setting, complete_to },
  )
  const values = (dashed: boolean) =>
    (option.series as readonly Drawn[])
      .filter(({ lineStyle }) => (lineStyle.type === 'dashed') === dashed)
      .map(({ data }) => data.map(each => (typeof each === 'object' && each ? each.value : each)))
  return {
    whole: values(false)[0],
    dashed: values(true)[0],
    open: points.map(({ foot }) => foot !== undefined),
  }
}

test('the day of which more can arrive is dashed, from the last whole one on', () => {
  expect(drawnAt('2025-07-05T12:00:00Z')).toEqual({
    whole: [10, 20, 30, 40, null],
    dashed: [null, null, null, 40, 50],
    open: [false, false, false, false, true],
  })
  expect(drawnAt('2025-07-06T00:00:00Z')).toMatchObject({ whole: [10, 20, 30, 40, 50], dashed: undefined })
})

test('so are the days before it that still change', () => {
  expect(drawnAt('2025-07-05T12:00:00Z', 2 * 86_400)).toEqual({
    whole: [10, 20, null, null, null],
    dashed: [null, 20, 30, 40, 50],
    open: [false, false, true, true, true],
  })
  // Nothing is whole: all is dashed.
  expect(drawnAt('2025-07-05T12:00:00Z', 9 * 86_400)).toMatchObject({
    whole: [null, null, null, null, null],
    dashed: [10, 20, 30, 40, 50],
  })
})
