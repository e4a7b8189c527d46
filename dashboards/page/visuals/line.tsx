import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import type { PageVisual } from '../../local/model.ts'
import type { Row } from '../../local/rows.ts'
import { Chart, type ChartOption, type Picture, type Point } from '../charts/chart.tsx'
import { categoryAxis, labelStyle, linePointer, valueAxis } from '../charts/style.ts'
import { formatAxisDay, formatLongDay, formatTick } from '../format.ts'
import { type Look, useLook } from '../look.ts'
import { Empty } from '../states.tsx'
import { isOpen } from './days.ts'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { madeOf, numberIn, numberText } from './measure.ts'

type DayRow = readonly [string, Row]
type Measures = PageVisual<'line'>['values']

const LABEL_PX = 15
/** What a label is high, as part of the chart. */
const LABEL_PART = 0.07

/** A day between two gaps has no line to be seen by. */
const isAlone = (values: readonly (number | null)[], i: number): boolean =>
  values[i] !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null

function seriesOf(
  measure: Measures[number],
  i: number,
  days: readonly DayRow[],
  open: boolean,
  drop: number,
  look: Look,
) {
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
    endLabel: {
      ...labelStyle(tokens),
      show: true,
      // An empty line above moves it down by half a line: an end label takes no offset.
      formatter: '\n'.repeat(Math.round((drop * 2) / LABEL_PX)) + measure.label,
      lineHeight: LABEL_PX,
      distance: 8,
    },
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

/** How far each label at the end of its line gives way to those above it, in pixels. */
function dropsOf(measures: Measures, days: readonly DayRow[]): readonly number[] {
  const all = days.flatMap(([, row]) => measures.map(measure => numberIn(row, measure) ?? 0))
  const highest = Math.max(...all) || 1
  const ends = measures.map(measure => (numberIn(days.at(-1)?.[1], measure) ?? 0) / highest)
  const drops = measures.map(() => 0)
  let free = Number.POSITIVE_INFINITY
  for (const i of measures.map((_, at) => at).sort((a, b) => (ends[b] ?? 0) - (ends[a] ?? 0))) {
    const end = ends[i] ?? 0
    const at = Math.min(end, free)
    drops[i] = ((end - at) / LABEL_PART) * LABEL_PX
    free = at - LABEL_PART
  }
  return drops
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
      ...(open && day === last && { foot: 'So far: more can still arrive' }),
    }),
  )
  const drops = dropsOf(measures, days)
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
      axisLabel: {
        ...categoryAxis(tokens).axisLabel,
        formatter: formatAxisDay,
        // Centred, the first day would run into the 0 of the other axis.
        alignMinLabel: 'left',
        margin: 12,
      },
    },
    yAxis: {
      ...valueAxis(tokens),
      axisLabel: { ...labelStyle(tokens), formatter: formatTick },
    },
    series: measures.flatMap((measure, i) => seriesOf(measure, i, days, open, drops[i] ?? 0, look)),
  }
  return { option, points, trigger: 'axis', pointer: linePointer(tokens) }
}

/** Measures by day, each named at the end of its line. */
export function Line({ visual, data, complete_to }: DrawingProps<'line'>): VNode {
  const look = useLook()
  const { category, values } = visual
  const picture = useMemo(() => {
    const days = data.rows.map((row): DayRow => [String(row[category.name]), row])
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
