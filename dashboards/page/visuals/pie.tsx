import type { VNode } from 'preact'
import { Chart } from '../charts/chart.tsx'
import type { Picture } from '../charts/picture.ts'
import { formatNumber } from '../format.ts'
import { noneOf } from '../measure.ts'
import { useNarrow } from '../narrow.ts'
import { totalOf } from '../pictures/pie.ts'
import { Empty } from '../states.tsx'
import { usePicture } from './chart-visual.tsx'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { useSize } from './size.ts'

/** The labels as a list, where there is no room around the picture; clockwise as the parts. */
const Parts = ({ points }: Pick<Picture, 'points'>): VNode => (
  <ul class="donut-parts" aria-hidden="true">
    {points.map(({ title, rows: [row] }, i) => (
      <li key={i}>
        <span class="tooltip-swatch" style={{ background: row?.colour ?? '' }} />
        <span class="donut-part">{title}</span>
        <span>{row?.value}</span>
        <span>{row?.note}</span>
      </li>
    ))}
  </ul>
)

/** A whole in its parts, the whole in the middle. */
export function Pie(props: DrawingProps<'pie'>): VNode {
  const { visual, data } = props
  const [host, size] = useSize()
  const isNarrow = useNarrow()
  const picture = usePicture(props, size)
  if (data.rows.length === 0) return <Empty words={noneOf(visual.value)} />
  return (
    <>
      <div class="donut" ref={host}>
        {picture && <Chart picture={picture} label={visual.alt} />}
        <p class="donut-total">
          <strong>{formatNumber(totalOf(visual, data.rows), visual.value.unit)}</strong>
          <span>in all</span>
        </p>
      </div>
      {isNarrow && picture && <Parts points={picture.points} />}
      <HiddenTable visual={visual} rows={data.rows} />
    </>
  )
}
