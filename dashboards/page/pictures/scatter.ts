import { CATEGORIES } from '../../local/query.ts'
import type { Row } from '../../local/rows.ts'
import type { Measure } from '../../spec/measure.ts'
import { coloursOf, mix } from '../charts/colours.ts'
import { behind, type Picture, type PictureOf, type Point, pickOf } from '../charts/picture.ts'
import { grid, labelStyle, valueAxis } from '../charts/style.ts'
import { dimensionText } from '../dimension-text.ts'
import { formatCount } from '../format.ts'
import { isFew, madeOf, numberIn, numberText } from '../measure.ts'

const SIZE_PX = 11
const LEAST_PX = 7
const MOST_PX = 34
const MOST_NAMED = 12
const NAMED_AT_AN_EDGE = 2

/** Points by two measures, those without both values left out, the few hollow. */
export const scatter: PictureOf<'scatter'> = (visual, shown, setting): Picture => {
  const { category, x, y, size, top } = visual
  const { tokens } = setting.look
  const rows = shown.rows.filter(row => numberIn(row, x) !== null && numberIn(row, y) !== null)
  const colours = coloursOf(setting.look, category)
  const colourOf = (row: Row, i: number): string =>
    category.coloured ? colours(row[category.name] ?? null, i) : (tokens.series[0] ?? tokens.other)
  const largest = size ? Math.max(1, ...rows.map(row => numberIn(row, size) ?? 0)) : 1
  // By area: twice as many are twice as much to see.
  const pixelsOf = (row: Row): number =>
    size ? Math.max(LEAST_PX, MOST_PX * Math.sqrt((numberIn(row, size) ?? 0) / largest)) : SIZE_PX
  const few = (row: Row): boolean => isFew(row, x) || isFew(row, y)
  const nameOf = (row: Row): string => dimensionText(category, row[category.name] ?? null)
  const measures = [
    ...new Map([y, x, ...(size ? [size] : []), top.by].map(each => [each.name, each])).values(),
  ]
  // The few say little; of many only those at the edges are named, for the others would cover each other.
  const named = new Set(
    rows.length <= MOST_NAMED
      ? rows.filter(row => !few(row))
      : [x, y].flatMap(measure => {
          const sorted = rows
            .filter(row => !few(row))
            .sort((a, b) => (numberIn(a, measure) ?? 0) - (numberIn(b, measure) ?? 0))
          return [...sorted.slice(0, NAMED_AT_AN_EDGE), ...sorted.slice(-NAMED_AT_AN_EDGE)]
        }),
  )
  const points = rows.map(
    (row, i): Point => ({
      title: nameOf(row),
      rows: measures.map((measure, at) => ({
        ...(at === 0 && { colour: colourOf(row, i) }),
        name: measure.label,
        value: numberText(row, measure),
        note: madeOf(row, measure),
      })),
      ...pickOf(row, setting),
      ...(few(row) && { foot: 'Few: says little' }),
    }),
  )
  const axis = (measure: Measure) => ({
    ...valueAxis(tokens, measure.unit, Math.max(0, ...rows.map(row => numberIn(row, measure) ?? 0)) * 1.04),
    name: measure.label,
    nameLocation: 'middle' as const,
    nameTextStyle: labelStyle(tokens),
    scale: measure.kind === 'ratio' && measure.unit === 'percent',
  })
  const there = Number(shown.rows[0]?.[CATEGORIES] ?? rows.length)
  return {
    option: {
      grid: { ...grid({ right: 20 }), outerBoundsContain: 'all' },
      xAxis: { ...axis(x), nameGap: 26 },
      yAxis: { ...axis(y), nameGap: 44 },
      series: [
        {
          id: category.name,
          type: 'scatter',
          data: rows.map((row, i) => ({
            value: [numberIn(row, x) ?? 0, numberIn(row, y) ?? 0],
            symbolSize: pixelsOf(row),
            itemStyle: {
              // Hollow, so that it is told not by its colour alone.
              color: few(row) ? 'transparent' : mix(tokens.surface, colourOf(row, i), 0.72),
              borderColor: few(row) ? tokens.muted : colourOf(row, i),
              borderWidth: 1.25,
              ...behind(setting, row),
            },
          })),
          label: {
            ...labelStyle(tokens),
            ...{ fontSize: 11, show: true, position: 'top', distance: 3 },
            formatter: ({ dataIndex }) => {
              const row = rows[dataIndex]
              return row && (setting.isPicked ?? (each => named.has(each)))(row) ? nameOf(row) : ''
            },
          },
          labelLayout: { hideOverlap: true },
          emphasis: { scale: 1.15 },
        },
      ],
    },
    points,
    trigger: 'item',
    pointer: {},
    ...(there > rows.length && { note: `${formatCount(rows.length)} of ${formatCount(there)}` }),
  }
}
