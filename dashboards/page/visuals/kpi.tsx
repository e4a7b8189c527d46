import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { countDays } from '../../local/days.ts'
import type { PageVisual } from '../../local/model.ts'
import { PERIOD } from '../../local/visuals/kpi.ts'
import type { Unit } from '../../spec/measure.ts'
import { Chart, type ChartOption, type Picture } from '../charts/chart.tsx'
import { linePointer } from '../charts/style.ts'
import { formatDays, formatLongDay, formatNumber, formatPercent } from '../format.ts'
import { Icon, type IconName } from '../icons.tsx'
import { type Look, useLook } from '../look.ts'
import type { Rows } from '../sheet-data.ts'
import { isOpen } from './days.ts'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { isFew, madeOf, noneOf, numberIn, numberText } from './measure.ts'
import { useReason } from './reason.ts'

interface Change {
  readonly icon: IconName
  /** `up 4.1 %`, `down 1.2 points` */
  readonly words: string
}

/** How a value differs from the one before; shares differ by points, for a share of a share misleads. */
function changeOf(now: number, before: number, unit: Unit): Change | undefined {
  if (unit !== 'percent' && before === 0) return undefined
  const difference = unit === 'percent' ? now - before : ((now - before) / before) * 100
  const size = formatPercent(Math.abs(difference))
  const amount = unit === 'percent' ? size.replace('%', 'points') : size
  if (Math.abs(difference) < 0.05) return { icon: 'level', words: 'unchanged' }
  return { icon: difference > 0 ? 'up' : 'down', words: amount }
}

function sparkline(visual: PageVisual<'kpi'>, data: Rows, { tokens }: Look): Picture {
  const { name } = visual.trend
  const days = data.rows
    .filter(row => row[PERIOD] === 'current' && row[name] !== null)
    .map(row => [String(row[name]), row] as const)
  const colour = tokens.series[0] ?? tokens.other
  const last = days.length - 1
  const option: ChartOption = {
    grid: { left: 4, right: 6, top: 6, bottom: 4 },
    xAxis: { type: 'category', show: false, boundaryGap: false, data: days.map(([day]) => day) },
    yAxis: { type: 'value', show: false, scale: visual.value.kind === 'ratio' },
    series: [
      {
        id: visual.value.name,
        type: 'line',
        data: days.map(([, row], i) => ({
          value: numberIn(row, visual.value),
          symbol: i === last ? 'circle' : 'none',
        })),
        symbolSize: 6,
        lineStyle: { color: colour, width: 1.75 },
        itemStyle: { color: colour },
        // Filled only from zero: an area above another base would lie.
        ...(visual.value.kind === 'sum' && { areaStyle: { color: colour, opacity: 0.1 } }),
        emphasis: { scale: false, lineStyle: { width: 1.75 } },
      },
    ],
  }
  const points = days.map(([day, row]) => ({
    title: formatLongDay(day),
    rows: [
      {
        colour,
        name: visual.value.label,
        value: numberText(row, visual.value),
        note: madeOf(row, visual.value),
      },
    ],
  }))
  return { option, points, trigger: 'axis', pointer: linePointer(tokens) }
}

/** One number, its trend, and how it compares. */
export function Kpi({ visual, data, complete_to }: DrawingProps<'kpi'>): VNode {
  const look = useLook()
  const { value, trend } = visual
  const reason = useReason(value)
  const picture = useMemo(() => sparkline(visual, data, look), [visual, data, look])
  const total = (period: string) => data.rows.find(row => row[PERIOD] === period && row[trend.name] === null)
  const [now, before] = [total('current'), total('previous')]
  const [current, previous] = [numberIn(now, value), numberIn(before, value)]
  const change = current !== null && previous !== null ? changeOf(current, previous, value.unit) : undefined
  const days = countDays(data.days)
  const missing = now ? (reason?.words ?? noneOf(value)) : 'No contacts match'
  return (
    <div class="kpi">
      <p
        class={isFew(now, value) ? 'figure is-few' : 'figure'}
        title={current === null ? missing : value.doc}
      >
        {numberText(now, value)}
      </p>
      {current !== null && days > 1 && <Chart picture={picture} label={visual.alt} />}
      <p class="kpi-note">
        {value.kind === 'sum' && current !== null
          ? `${formatNumber(current / days, value.unit)} a day`
          : current === null && now && reason
            ? reason.why
            : madeOf(now, value)}
      </p>
      <p
        class="kpi-change"
        title={
          before && data.previous ? `${numberText(before, value)} on ${formatDays(data.previous)}` : undefined
        }
      >
        {change ? (
          <>
            <Icon name={change.icon} />
            {change.icon !== 'level' && <span class="sr-only">{change.icon} by </span>}
            <strong>{change.words}</strong> vs {days === 1 ? 'the day' : `the ${days} days`} before
            {isOpen(data.days.to, complete_to) && ', so far'}
          </>
        ) : current === null ? (
          missing
        ) : (
          `${days === 1 ? 'No day' : `No ${days} days`} before to compare with`
        )}
      </p>
      <HiddenTable visual={visual} rows={data.rows} />
    </div>
  )
}
