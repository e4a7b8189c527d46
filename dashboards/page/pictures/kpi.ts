import { PERIOD } from '../../local/period.ts'
import type { Picture, PictureOf } from '../charts/picture.ts'
import { linePointer } from '../charts/style.ts'
import { formatLongDay } from '../format.ts'
import { madeOf, numberIn, numberText } from '../measure.ts'

/** How it went by day, as small as a word. */
export const kpi: PictureOf<'kpi'> = ({ value, trend }, { rows }, { look }): Picture => {
  const { tokens } = look
  const name = trend?.name ?? ''
  const days = rows
    .filter(row => trend && row[PERIOD] === 'current' && row[name] !== null)
    .map(row => [String(row[name]), row] as const)
  const colour = tokens.series[0] ?? tokens.other
  const last = days.length - 1
  return {
    option: {
      grid: { left: 4, right: 6, top: 6, bottom: 4 },
      xAxis: { type: 'category', show: false, boundaryGap: false, data: days.map(([day]) => day) },
      yAxis: { type: 'value', show: false, scale: value.kind !== 'sum' },
      series: [
        {
          id: value.name,
          type: 'line',
          data: days.map(([, row], i) => ({
            value: numberIn(row, value),
            symbol: i === last ? 'circle' : 'none',
          })),
          symbolSize: 6,
          // Also where they are dense: by default only those beside labels of the axis are.
          showAllSymbol: true,
          lineStyle: { color: colour, width: 1.75 },
          itemStyle: { color: colour },
          // Filled only from zero: an area above another base would lie.
          ...(value.kind === 'sum' && { areaStyle: { color: colour, opacity: 0.1 } }),
          emphasis: { scale: false, lineStyle: { width: 1.75 } },
        },
      ],
    },
    points: days.map(([day, row]) => ({
      title: formatLongDay(day),
      rows: [{ colour, name: value.label, value: numberText(row, value), note: madeOf(row, value) }],
    })),
    trigger: 'axis',
    pointer: linePointer(tokens),
  }
}
