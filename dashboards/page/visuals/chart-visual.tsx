import type { ComponentChildren, VNode } from 'preact'
import { useContext, useId, useMemo } from 'preact/hooks'
import type { PageVisual } from '../../local/model.ts'
import { Chart } from '../charts/chart.tsx'
import type { Picture, Ramp } from '../charts/picture.ts'
import { useControls } from '../controls.ts'
import { useLook } from '../look.ts'
import { useNarrow } from '../narrow.ts'
import { type ChartKind, pictureOf } from '../pictures/pictures.ts'
import { useSame } from '../same.ts'
import type { DrawingProps } from './drawing.ts'
import { HiddenTable } from './hidden-table.tsx'
import { HiddenContext, Legend } from './legend.tsx'
import { useSize } from './size.ts'

function RampKey({ ramp }: { readonly ramp: Ramp }): VNode {
  const id = useId()
  return (
    <p class="ramp">
      <span>{ramp.label}</span>
      <span>{ramp.ends[0]}</span>
      <svg class="ramp-scale" viewBox="0 0 96 8" aria-hidden="true">
        <linearGradient id={id}>
          <stop stop-color={ramp.colours[0]} />
          <stop offset="1" stop-color={ramp.colours[1]} />
        </linearGradient>
        <rect width="96" height="8" rx="2" fill={`url(#${id})`} />
      </svg>
      <span>{ramp.ends[1]}</span>
    </p>
  )
}

type Drawn = Pick<DrawingProps<ChartKind>, 'data' | 'complete_to' | 'onPick' | 'isPicked'> & {
  readonly visual: PageVisual<ChartKind>
  readonly hidden?: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

/** The picture of a visual, as large as the element; undefined until that is known. */
export function usePicture(
  { visual, data, complete_to, onPick, isPicked, hidden = none }: Drawn,
  size: { readonly width_px: number; readonly height_px: number } | undefined,
): Picture | undefined {
  const look = useLook()
  const narrow = useNarrow()
  const parameters = useSame(useControls().settings.parameters)
  return useMemo(() => {
    if (!size) return undefined
    const parameter = ({ name, default: initial }: { name: string; default: number }): number =>
      parameters[name] ?? initial
    return pictureOf(visual, data, {
      ...size,
      ...{ look, narrow, complete_to, hidden, parameter, onPick, isPicked },
    })
  }, [visual, data, size, look, narrow, complete_to, hidden, parameters, onPick, isPicked])
}

/** A chart with its legend, its scale of colours and what it leaves out, for those who see it and those who do not. */
export function ChartVisual({
  box = 'chart-box',
  foot,
  ...drawn
}: Drawn & {
  readonly box?: string
  readonly foot?: ComponentChildren
}): VNode {
  const { visual, data } = drawn
  const [hidden, setHidden] = useContext(HiddenContext)
  const [host, size] = useSize()
  const picture = usePicture({ ...drawn, hidden }, size)
  return (
    <>
      {picture?.legend && <Legend items={picture.legend} hidden={hidden} onHidden={setHidden} />}
      <div class={box} ref={host}>
        {picture && <Chart picture={picture} label={visual.alt} />}
      </div>
      {picture?.ramp && <RampKey ramp={picture.ramp} />}
      {picture?.note && <p class="chart-note">{picture.note}</p>}
      {foot}
      <HiddenTable visual={visual} rows={data.rows} />
    </>
  )
}
