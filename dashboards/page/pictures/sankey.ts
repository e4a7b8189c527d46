import { CATEGORIES } from '../../local/query.ts'
import type { Cell, Row } from '../../local/rows.ts'
import { coloursOf } from '../charts/colours.ts'
import {
  behind,
  isBehind,
  labelBehind,
  type Picture,
  type PictureOf,
  type Point,
  pickOf,
} from '../charts/picture.ts'
import { labelStyle } from '../charts/style.ts'
import { dimensionText } from '../dimension-text.ts'
import { formatCount, formatNumber, formatPercent } from '../format.ts'
import { numberIn, numberText } from '../measure.ts'

/** Flows from the left to the right. What is an end of both sides stands on both, so that no flow leads in a circle. */
export const sankey: PictureOf<'sankey'> = (visual, { rows }, setting): Picture => {
  const { source, destination, weight } = visual
  const { tokens } = setting.look
  const weightOf = (row: Row): number => numberIn(row, weight) ?? 0
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0)
  // Both sides may be of the same values.
  const isShared = source.coloured !== undefined && source.coloured === destination.coloured
  const values = [...new Set([source, destination].flatMap(({ name }) => rows.map(row => row[name] ?? null)))]
  const endsOf = (side: 'source' | 'destination') => {
    const dimension = visual[side]
    const colours = coloursOf(setting.look, dimension)
    const sums = new Map<Cell, number>()
    for (const row of rows) {
      const value = row[dimension.name] ?? null
      sums.set(value, (sums.get(value) ?? 0) + weightOf(row))
    }
    return [...sums].map(([value, sum], i) => ({
      side,
      key: JSON.stringify([side, value]),
      name: dimensionText(dimension, value),
      sum,
      colour:
        side === 'source' || dimension.coloured
          ? colours(value, isShared ? values.indexOf(value) : i)
          : tokens.other,
    }))
  }
  const ends = [...endsOf('source'), ...endsOf('destination')]
  const share = (part: number): string => formatPercent((part / total) * 100)
  const colourOfSource = new Map(ends.map(({ key, colour }) => [key, colour]))
  const keyOf = (side: 'source' | 'destination', row: Row): string =>
    JSON.stringify([side, row[visual[side].name] ?? null])
  const nodes = ends.map(
    ({ side, name, sum, colour }, data): Point => ({
      title: name,
      rows: [
        {
          colour,
          name: side === 'source' ? 'From here' : 'To here',
          value: formatNumber(sum, weight.unit),
          note: share(sum),
        },
      ],
      at: { series: 0, data, type: 'node' },
    }),
  )
  const edges = rows.map(
    (row, data): Point => ({
      title: `${dimensionText(source, row[source.name] ?? null)} → ${dimensionText(destination, row[destination.name] ?? null)}`,
      rows: [
        {
          colour: colourOfSource.get(keyOf('source', row)) ?? tokens.other,
          name: weight.label,
          value: numberText(row, weight),
          note: share(weightOf(row)),
        },
      ],
      at: { series: 0, data, type: 'edge' },
      ...pickOf(row, setting),
    }),
  )
  const there = Number(rows[0]?.[CATEGORIES] ?? rows.length)
  return {
    option: {
      series: [
        {
          id: weight.name,
          type: 'sankey',
          // It would keep the frame in which it grew at first, and be cut by it where there is more room later.
          animation: false,
          ...{ left: 2, right: 2, top: 4, bottom: 4, nodeWidth: 10, nodeGap: 13, layoutIterations: 32 },
          draggable: false,
          data: ends.map(({ key, side, colour }) => {
            const own = rows.filter(row => keyOf(side, row) === key)
            return {
              name: key,
              depth: side === 'source' ? 0 : 1,
              itemStyle: { color: colour, borderWidth: 0, ...behind(setting, ...own) },
              label: {
                position: side === 'source' ? ('right' as const) : ('left' as const),
                ...labelBehind(setting, ...own),
              },
            }
          }),
          links: rows.map(row => ({
            source: keyOf('source', row),
            target: keyOf('destination', row),
            value: weightOf(row),
            ...(setting.isPicked && { lineStyle: { opacity: isBehind(setting, row) ? 0.08 : 0.5 } }),
          })),
          lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
          label: {
            ...labelStyle(tokens),
            color: tokens.ink,
            width: setting.width_px * 0.4,
            overflow: 'truncate',
            formatter: ({ dataIndex }) => {
              const end = ends[dataIndex]
              return end ? `${end.name}  {sum|${formatNumber(end.sum, weight.unit)}}` : ''
            },
            rich: { sum: { color: tokens.ink_muted, fontSize: 11 } },
          },
          emphasis: { focus: 'adjacency', lineStyle: { opacity: 0.5 } },
        },
      ],
    },
    points: [...nodes, ...edges],
    trigger: 'item',
    pointer: {},
    ...(there > rows.length && {
      note: `The ${formatCount(rows.length)} largest of ${formatCount(there)} flows`,
    }),
  }
}
