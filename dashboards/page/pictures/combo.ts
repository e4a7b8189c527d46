import { axisOf } from '../../local/axis.ts'
import { behind, isBehind, type Picture, type PictureOf, type Point } from '../charts/picture.ts'
import { categoryAxis, grid, shadowPointer, valueAxis } from '../charts/style.ts'
import { axisText, titleText } from '../dimension-text.ts'
import { mostOf, pickAt, seenOf, seriesOfMeasures, tooltipRow, valuesOf } from './series.ts'

const MOST_PX = 32

/** Bars with their scale at the left, lines with theirs at the right. */
export const combo: PictureOf<'combo'> = (visual, { rows, days }, setting): Picture => {
  const { category, bars, lines } = visual
  const { tokens } = setting.look
  const axis = axisOf(category, rows, days)
  const byAxis = new Map(rows.map(row => [row[category.name] ?? null, row]))
  const inOrder = axis.map(value => byAxis.get(value))
  const all = seriesOfMeasures([...bars, ...lines], inOrder, i => tokens.series[i] ?? tokens.other)
  const seen = seenOf(all, setting)
  const isLine = (i: number): boolean => !bars.some(({ name }) => name === seen[i]?.id)
  const most = (wanted: boolean): number => mostOf(seen.filter((_, i) => isLine(i) === wanted))
  const [left, right] = [bars[0]?.unit ?? 'count', lines[0]?.unit ?? 'count']
  const points = axis.map(
    (value, i): Point => ({
      title: titleText(category, value),
      rows: seen.map(each => tooltipRow(each, i)),
      ...pickAt(seen, i, setting),
    }),
  )
  return {
    option: {
      grid: grid({ right: 4 }),
      xAxis: {
        ...categoryAxis(tokens),
        data: axis.map((_, i) => i),
        axisLabel: {
          ...categoryAxis(tokens).axisLabel,
          formatter: (_: string, i: number) => axisText(category, axis[i] ?? null),
          margin: 12,
        },
      },
      yAxis: [
        valueAxis(tokens, left, most(false)),
        { ...valueAxis(tokens, right, most(true)), splitLine: { show: false }, position: 'right' },
      ],
      series: seen.map((each, i) =>
        isLine(i)
          ? {
              ...{ id: each.id, type: 'line', yAxisIndex: 1, data: [...valuesOf(each)] },
              ...{ symbol: 'circle', symbolSize: 6, z: 4 },
              lineStyle: { color: each.colour, width: 2 },
              itemStyle: { color: each.colour, borderColor: tokens.surface, borderWidth: 1.5 },
              emphasis: { scale: false, lineStyle: { width: 2 } },
            }
          : {
              ...{ id: each.id, type: 'bar' },
              data: valuesOf(each).map((value, at) =>
                isBehind(setting, each.rows[at])
                  ? { value, itemStyle: behind(setting, each.rows[at]) }
                  : value,
              ),
              ...{ barMaxWidth: MOST_PX, barCategoryGap: '30%', barGap: '10%' },
              itemStyle: { color: each.colour, borderRadius: [3, 3, 0, 0] },
              emphasis: { disabled: true },
            },
      ),
    },
    points,
    trigger: 'axis',
    pointer: shadowPointer(tokens),
    legend: all.map(({ name, colour, id }) => ({
      name,
      colour,
      ...(lines.some(each => each.name === id) && { shape: 'line' as const }),
    })),
  }
}
