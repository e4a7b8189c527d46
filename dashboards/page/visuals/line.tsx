import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import type { PageVisual } from '../../local/model.ts'
import type { Row } from '../../local/rows.ts'
import { Chart, type ChartOption, type Picture, type Point } from '../charts/chart.tsx'
import { categoryAxis, labelStyle, linePointer, valueAxis } from '../charts/style.ts'
import { formatAxisDay, formatLongDay, formatTick } from '../format.ts'
import { type Look, useLook } from '../look.ts'
import { Empty } from '../states.tsx'
import { byDay, isOpen } from './days.ts'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { madeOf, numberIn, numberText } from './measure.ts'

type DayRow = readonly [string, Row | undefined]
type Measures = PageVisual<'line'>['values']

/** A day between two gaps has no line to be seen by. */
const isAlone = (values: readonly (number | null)[], i: number): boolean =>
  values[i] !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null

function seriesOf(measure: Measures[number], i: number, days: readonly DayRow[], open: boolean, look: Look) {
  const { tokens } = look
  const colour = tokens.series[i] ?? tokens.other
  const values = days.map(([, row]) => numberIn(row, measure))
  const last = values.length - 1
  const common = {
    type: 'line',
    symbol: 'circle',
    symbolSize: 7,
    showSymbol: true,
    itemStyle: { color: colour, borderColor: tokens.surface, borderWidth: 1.5 },
    emphasis: { scale: false, lineStyle: { width: 2 } },
  } as const
  // All but what can still change; that is drawn dashed by a series of its own.
  const settled = values.map((value, at) => (open && at === last ? null : value))
  const point = (value: number | null, at: number) => ({
    value,
    symbol: isAlone(settled, at) ? 'circle' : 'none',
  })
  const named = {
    labelLayout: { moveOverlap: 'shiftY' },
    endLabel: { ...labelStyle(tokens), show: true, formatter: measure.label, distance: 8 },
  } as const
  const whole = {
    ...common,
    id: measure.name,
    data: settled.map(point),
    lineStyle: { color: colour, width: 2 },
  }
  if (!open) return [{ ...whole, ...named }]
  const soFar = {
    ...common,
    ...named,
    id: `${measure.name} so far`,
    data: values.map((value, at) => ({
      value: at >= last - 1 ? value : null,
      symbol: at === last ? 'circle' : 'none',
    })),
    lineStyle: { color: colour, width: 2, type: 'dashed' as const },
  }
  return [whole, soFar]
}

function pictureOf(measures: Measures, days: readonly DayRow[], open: boolean, look: Look): Picture {
  const { tokens } = look
  const last = days.at(-1)?.[0]
  const points = days.map(
    ([day, row]): Point => ({
      title: formatLongDay(day),
      rows: measures.map((measure, i) => ({
        colour: tokens.series[i] ?? tokens.other,
        name: measure.label,
        value: numberText(row, measure),
        note: madeOf(row, measure),
      })),
      ...(row === undefined && { foot: 'No contacts ended on this day' }),
      ...(open && day === last && { foot: 'So far: more can still arrive' }),
    }),
  )
  const longest = Math.max(...measures.map(({ label }) => label.length))
  const option: ChartOption = {
    grid: {
      left: 4,
      right: longest * 6.2 + 14,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      ...categoryAxis(tokens),
      boundaryGap: false,
      data: days.map(([day]) => day),
      axisLabel: { ...categoryAxis(tokens).axisLabel, formatter: formatAxisDay },
    },
    yAxis: {
      ...valueAxis(tokens),
      axisLabel: { ...labelStyle(tokens), formatter: formatTick },
    },
    series: measures.flatMap((measure, i) => seriesOf(measure, i, days, open, look)),
  }
  return { option, points, trigger: 'axis', pointer: linePointer(tokens) }
}

/** Measures by day, each named at the end of its line. */
export function Line({ visual, data, complete_to }: DrawingProps<'line'>): VNode {
  const look = useLook()
  const { category, values } = visual
  const picture = useMemo(() => {
    const days = byDay(data.rows, category.name, data.days)
    return pictureOf(values, days, isOpen(days.at(-1)?.[0], complete_to), look)
  }, [category, values, data, complete_to, look])
  if (data.rows.length === 0) return <Empty />
  return (
    <>
      <Chart picture={picture} label={visual.alt} />
      <HiddenTable visual={visual} rows={data.rows} />
    </>
  )
}
