import type { Row } from '../../local/rows.ts'
import { AT_LEAST, BELOW, VALUES } from '../../local/visuals/histogram.ts'
import type { Picture, PictureOf, Point } from '../charts/picture.ts'
import { categoryAxis, grid, shadowPointer, tickOf, valueAxis } from '../charts/style.ts'
import { formatCount, formatNumber, formatPercent } from '../format.ts'

const countOf = (row: Row): number => Number(row[VALUES] ?? 0)

/** How often which value occurs; bins touch, for there is nothing between them. */
export const histogram: PictureOf<'histogram'> = ({ value }, { rows }, { look }): Picture => {
  const { tokens } = look
  const colour = tokens.series[0] ?? tokens.other
  const total = rows.reduce((sum, row) => sum + countOf(row), 0)
  const text = (edge: unknown): string => formatNumber(Number(edge), value.unit)
  let before = 0
  const points = rows.map((row): Point => {
    const [from, to] = [row[AT_LEAST], row[BELOW] ?? null]
    before += countOf(row)
    return {
      title: to === null ? `${text(from)} or more` : `${text(from)} to below ${text(to)}`,
      rows: [
        {
          ...{ colour, name: 'Count', value: formatCount(countOf(row)) },
          note: formatPercent((countOf(row) / total) * 100),
        },
        ...(to === null ? [] : [{ name: `Below ${text(to)}`, value: formatPercent((before / total) * 100) }]),
      ],
    }
  })
  return {
    option: {
      grid: grid(),
      xAxis: {
        ...categoryAxis(tokens),
        name: value.label,
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: categoryAxis(tokens).axisLabel,
        data: rows.map((_, i) => i),
        axisLabel: {
          ...categoryAxis(tokens).axisLabel,
          formatter: (_: string, i: number) => {
            const row = rows[i]
            return `${tickOf(value.unit)(Number(row?.[AT_LEAST]))}${(row?.[BELOW] ?? null) === null ? ' +' : ''}`
          },
        },
      },
      yAxis: valueAxis(tokens, 'count', Math.max(...rows.map(countOf))),
      series: [
        {
          ...{ id: value.name, type: 'bar', barCategoryGap: '3%', data: rows.map(countOf) },
          itemStyle: { color: colour, borderRadius: [2, 2, 0, 0] },
          emphasis: { disabled: true },
        },
      ],
    },
    points,
    trigger: 'axis',
    pointer: shadowPointer(tokens),
  }
}
