import type { VNode } from 'preact'
import { countDays } from '../../local/days.ts'
import { PERIOD } from '../../local/period.ts'
import type { Unit } from '../../spec/measure.ts'
import { Chart } from '../charts/chart.tsx'
import { isOpen } from '../days.ts'
import { formatDays, formatNumber, formatPercent, formatTarget } from '../format.ts'
import { Icon, type IconName } from '../icons.tsx'
import { isFew, madeOf, noneOf, numberIn, numberText } from '../measure.ts'
import { usePicture } from './chart-visual.tsx'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { MarkedNumber, useParameters, useTone } from './marked.tsx'
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

const targetText = (value: number, unit: Unit): string =>
  unit === 'percent' ? formatTarget(value) : formatNumber(value, unit)

// The picture of a trend does not depend on its size.
const SPARK = { width_px: 0, height_px: 0 }

/** One number, its trend, its target, and how it compares. */
export function Kpi(props: DrawingProps<'kpi'>): VNode {
  const { visual, data, complete_to } = props
  const { value, trend } = visual
  const reason = useReason(value)
  const picture = usePicture(props, SPARK)
  const tone = useTone(visual.formats)
  const parameter = useParameters()
  const total = (period: string) =>
    data.rows.find(row => row[PERIOD] === period && (!trend || row[trend.name] === null))
  const [now, before] = [total('current'), total('previous')]
  const [current, previous] = [numberIn(now, value), numberIn(before, value)]
  const change = current !== null && previous !== null ? changeOf(current, previous, value.unit) : undefined
  const days = countDays(data.days)
  const missing = reason?.words ?? noneOf(value)
  const note = visual.target
    ? `Target ${targetText(parameter(visual.target), visual.target.unit)}`
    : value.kind === 'sum'
      ? // Without a trend it is a number as it stands, which no day has a part of.
        trend && current !== null
        ? `${formatNumber(current / days, value.unit)} a day`
        : ''
      : current === null && now && reason
        ? reason.why
        : madeOf(now, value)
  return (
    <div class="kpi">
      <p
        class={isFew(now, value) ? 'figure is-few' : 'figure'}
        title={current === null ? missing : value.doc}
      >
        <MarkedNumber text={numberText(now, value)} tone={now && tone(value, now)} />
      </p>
      {trend && picture && current !== null && days > 1 && <Chart picture={picture} label={visual.alt} />}
      <p class="kpi-note" title={note}>
        {note}
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
            <span>
              <strong>{change.words}</strong> vs {days === 1 ? 'the day' : `the ${days} days`} before
              {isOpen(data.days.to, complete_to) && ', so far'}
            </span>
          </>
        ) : current === null ? (
          missing
        ) : (
          trend && `${days === 1 ? 'No day' : `No ${days} days`} before to compare with`
        )}
      </p>
      <HiddenTable visual={visual} rows={data.rows} />
    </div>
  )
}
