import type { VNode } from 'preact'
import { useParameter } from '../filters/parameter-control.tsx'
import { formatPercent } from '../format.ts'
import { Icon } from '../icons.tsx'
import { madeOf, noneOf, numberIn } from '../measure.ts'
import { Empty } from '../states.tsx'
import { Dial } from './dial.tsx'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { useReason } from './reason.ts'

/** A share against its target, on a dial from 0 to 100 %. */
export function Gauge({ visual, data }: DrawingProps<'gauge'>): VNode {
  const { value } = visual
  const target = useParameter(visual.target.name)
  const reason = useReason(value)
  const [row] = data.rows
  const current = numberIn(row, value)
  if (current === null) return <Empty words={reason?.words ?? noneOf(value)} why={reason?.why} />
  const met = current >= target
  const missing = formatPercent(Math.abs(current - target)).replace('%', 'points')
  const verdict = met ? `Target met, ${missing} above` : `${missing} below target`
  return (
    <div class={met ? 'gauge is-met' : 'gauge is-missed'}>
      <Dial {...{ value, row, target, verdict }} />
      <p class="gauge-verdict">
        <Icon name={met ? 'up' : 'down'} />
        {verdict}
      </p>
      <p class="gauge-note">{madeOf(row, value)}</p>
      <HiddenTable visual={visual} rows={data.rows} />
    </div>
  )
}
