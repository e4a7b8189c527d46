import { CATEGORIES } from '../../local/query.ts'
import type { Row } from '../../local/rows.ts'
import { BOX, VALUES } from '../../local/visuals/box-plot.ts'
import { coloursOf, mix } from '../charts/colours.ts'
import { behind, type Picture, type PictureOf, type Point, pickOf } from '../charts/picture.ts'
import { categoryAxis, grid, labelStyle, shadowPointer, valueAxis } from '../charts/style.ts'
import { dimensionText } from '../dimension-text.ts'
import { formatCount, formatNumber } from '../format.ts'

const numbersOf = (row: Row): readonly number[] => BOX.map(([name]) => Number(row[name]))

/** A box from the first to the third quartile with the median in it, on a line from the smallest to the largest. */
export const boxPlot: PictureOf<'box_plot'> = ({ category, value }, { rows }, setting): Picture => {
  const { tokens } = setting.look
  const colours = coloursOf(setting.look, category)
  const colourOf = (row: Row, i: number): string =>
    category.coloured ? colours(row[category.name] ?? null, i) : (tokens.series[0] ?? tokens.other)
  const points = rows.map(
    (row, i): Point => ({
      title: dimensionText(category, row[category.name] ?? null),
      rows: [
        ...BOX.map(([name, label]) => ({
          ...(name === 'median' && { colour: colourOf(row, i) }),
          name: label,
          value: formatNumber(Number(row[name]), value.unit),
        })).reverse(),
        { name: 'Count', value: formatCount(Number(row[VALUES])) },
      ],
      ...pickOf(row, setting),
    }),
  )
  const there = Number(rows[0]?.[CATEGORIES] ?? rows.length)
  return {
    option: {
      grid: grid({ left: 0, right: 16, top: 4 }),
      xAxis: valueAxis(tokens, value.unit, Math.max(...rows.flatMap(numbersOf))),
      yAxis: {
        ...categoryAxis(tokens),
        inverse: true,
        axisLine: { show: false },
        data: rows.map((_, i) => i),
        axisLabel: {
          ...labelStyle(tokens),
          ...{ color: tokens.ink, margin: 10, width: 120, overflow: 'truncate' },
          formatter: (_: string, i: number) => dimensionText(category, rows[i]?.[category.name] ?? null),
        },
      },
      series: [
        {
          id: value.name,
          type: 'boxplot',
          layout: 'vertical',
          boxWidth: [8, 26],
          data: rows.map((row, i) => ({
            value: [...numbersOf(row)],
            itemStyle: {
              color: mix(tokens.surface, colourOf(row, i), 0.28),
              borderColor: colourOf(row, i),
              borderWidth: 1.5,
              ...behind(setting, row),
            },
          })),
          emphasis: { disabled: true },
        },
      ],
    },
    points,
    trigger: 'axis',
    pointer: shadowPointer(tokens),
    ...(there > rows.length && { note: `${formatCount(rows.length)} of ${formatCount(there)}` }),
  }
}
