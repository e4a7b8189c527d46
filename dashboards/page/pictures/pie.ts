import type { PageVisual } from '../../local/model.ts'
import { PLACE } from '../../local/parts.ts'
import type { Row } from '../../local/rows.ts'
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
import { dimensionText, titleText } from '../dimension-text.ts'
import { formatPercent } from '../format.ts'
import { numberIn, numberText } from '../measure.ts'

/** The whole, which stands in the middle. */
export const totalOf = ({ value }: PageVisual<'pie'>, rows: readonly Row[]): number =>
  rows.reduce((total, row) => total + (numberIn(row, value) ?? 0), 0)

/**
 * Where the first part begins, in degrees: at the top; where it is more than half, so much further that the others lie around the
 * left end, for their names stand above each other there, and would run into the ring elsewhere.
 */
function startAngleOf(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0)
  return total > 0 ? Math.max(90, (180 * (values[0] ?? 0)) / total) : 90
}

/** A ring of parts, named beside it where there is room. */
export const pie: PictureOf<'pie'> = (visual, { rows }, setting): Picture => {
  const { category, value, parts } = visual
  const { tokens } = setting.look
  const labelled = !setting.narrow
  const total = totalOf(visual, rows)
  const isRest = (row: Row): boolean => Number(row[PLACE]) > parts
  const nameOf = (row: Row): string =>
    isRest(row) ? String(row[category.name]) : dimensionText(category, row[category.name] ?? null)
  const colours = coloursOf(setting.look, category)
  const colourOf = (row: Row, i: number): string =>
    isRest(row) ? tokens.other : colours(row[category.name] ?? null, i)
  const shareOf = (row: Row): string => formatPercent(((numberIn(row, value) ?? 0) / total) * 100)
  const points = rows.map(
    (row, i): Point => ({
      title: isRest(row) ? nameOf(row) : titleText(category, row[category.name] ?? null),
      ...pickOf(row, setting),
      rows: [
        { colour: colourOf(row, i), name: value.label, value: numberText(row, value), note: shareOf(row) },
      ],
    }),
  )
  return {
    option: {
      series: [
        {
          id: value.name,
          type: 'pie',
          radius: labelled ? ['50%', '74%'] : ['64%', '96%'],
          center: ['50%', '50%'],
          startAngle: startAngleOf(rows.map(row => numberIn(row, value) ?? 0)),
          data: rows.map((row, i) => ({
            name: nameOf(row),
            value: numberIn(row, value) ?? 0,
            itemStyle: { color: colourOf(row, i), ...behind(setting, row) },
            ...(isBehind(setting, row) && {
              label: { ...labelBehind(setting, row), rich: { name: { color: tokens.ink_muted } } },
            }),
          })),
          itemStyle: { borderColor: tokens.surface, borderWidth: 2 },
          label: {
            ...labelStyle(tokens),
            show: labelled,
            // Beside the outermost of its side, so that none runs into the ring.
            alignTo: 'labelLine',
            lineHeight: 16,
            bleedMargin: 0,
            edgeDistance: 0,
            formatter: ({ dataIndex }) => {
              const row = rows[dataIndex]
              return row ? `{name|${nameOf(row)}}\n${numberText(row, value)} · ${shareOf(row)}` : ''
            },
            rich: { name: { color: tokens.ink, fontSize: 13, lineHeight: 18 } },
          },
          labelLine: { show: labelled, length: 10, length2: 8, lineStyle: { color: tokens.outline } },
          emphasis: { scale: true, scaleSize: 3 },
        },
      ],
    },
    points,
    trigger: 'item',
    pointer: {},
  }
}
