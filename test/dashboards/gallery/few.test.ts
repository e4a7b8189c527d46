import { expect, test } from 'vitest'
import type { Row } from '../../../dashboards/local/rows.ts'
import { pictureOf } from '../../../dashboards/page/pictures/pictures.ts'
import { DAYS, pageVisual, setting } from './shown.ts'

const ratio = pageVisual('kpi-target', 'kpi').value
if (ratio.kind !== 'ratio') throw new Error(`no ratio: ${ratio.name}`)

/** A share, made of so many contacts queued. */
const of = (share: number, queued: number): Row => ({
  [ratio.column]: share,
  [ratio.numerator.column]: (share * queued) / 100,
  [ratio.denominator.column]: queued,
})

interface Drawn {
  readonly id: string
  readonly data: readonly {
    readonly value: unknown
    readonly symbol?: string
    readonly itemStyle?: { readonly decal?: unknown }
  }[]
}

test('a heat map: cells of few are hatched, and no end of the scale', () => {
  const visual = { ...pageVisual('heat-map', 'heat_map'), value: ratio }
  const rows = [
    { weekday: 1, hour: 0, ...of(100, 1) },
    { weekday: 1, hour: 1, ...of(60, 20) },
    { weekday: 1, hour: 2, ...of(40, 500) },
    { weekday: 1, hour: 3, ...of(0, 19) },
  ]
  const picture = pictureOf(visual, { rows, days: DAYS }, setting)
  expect(picture.ramp?.ends).toEqual(['40.0\u00a0%', '60.0\u00a0%'])
  expect(picture.note).toBe('Hatched: under 20 contacts queued')
  const [series] = picture.option.series as readonly Drawn[]
  const hatched = series?.data.map(({ itemStyle }) => itemStyle?.decal !== undefined)
  expect(hatched?.slice(0, 5)).toEqual([true, false, false, true, false])
  expect(picture.points[0]).toMatchObject({ rows: [{ value: '100.0\u00a0%' }], foot: 'Few: says little' })
})

test('a heat map of nothing but few has no scale', () => {
  const visual = { ...pageVisual('heat-map', 'heat_map'), value: ratio }
  const { ramp, note } = pictureOf(
    visual,
    { rows: [{ weekday: 1, hour: 0, ...of(100, 1) }], days: DAYS },
    setting,
  )
  expect([ramp, note]).toEqual([undefined, 'Hatched: under 20 contacts queued'])
})

test('a line: what is made of few is a hollow point, on a thin line', () => {
  const visual = pageVisual('line-target', 'line')
  const days = { from: '2025-07-01', to: '2025-07-04' }
  const rows = [of(70, 20), of(0, 1), of(80, 50), of(90, 60)].map((row, i) => ({
    ...row,
    contact_date: `2025-07-0${i + 1}`,
  }))
  const { option, note } = pictureOf(visual, { rows, days }, setting)
  const [thin, strong] = option.series as readonly Drawn[]
  expect(thin?.data.map(({ value, symbol }) => [value, symbol])).toEqual([
    [70, 'none'],
    [0, 'circle'],
    [80, 'none'],
    [90, 'none'],
  ])
  expect(strong?.data.map(({ value }) => value)).toEqual([70, null, 80, 90])
  expect(note).toBe('Hollow: under 20 contacts queued')
})

test('a line of several series: a click goes to the line that was hit', () => {
  const visual = pageVisual('line-colors', 'line')
  const rows = ['Sales', 'Care'].flatMap(queue_name =>
    [1, 2].map(weekday => ({ queue_name, weekday, ...of(50, weekday === 1 ? 5 : 50) })),
  )
  const picked: unknown[] = []
  const { option, points } = pictureOf(
    { ...visual, values: [ratio] },
    { rows, days: DAYS },
    { ...setting, onPick: row => picked.push(row.queue_name) },
  )
  const series = option.series as readonly Drawn[]
  expect(series).toHaveLength(4)
  for (const at of series.keys()) points[0]?.pick?.(at)
  expect(picked).toEqual(['Sales', 'Sales', 'Care', 'Care'])
})
