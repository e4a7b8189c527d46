import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { isMore } from '../pick.ts'
import { type ChartOption, type EChartsType, init } from './echarts.ts'
import type { Mark, Picture, Point } from './picture.ts'
import { tooltipContent, tooltipText } from './tooltip.ts'

interface ChartProps {
  readonly picture: Picture
  /** The picture in words. */
  readonly label: string
}

const GAP_PX = 14
const EDGE_PX = 8

/** Beside the pointer, and inside the window. */
function beside(
  chart: HTMLElement,
  [x = 0, y = 0]: readonly number[],
  size: readonly number[],
): [number, number] {
  const [width = 0, height = 0] = size
  const { left, top } = chart.getBoundingClientRect()
  const fitsRight = left + x + GAP_PX + width <= innerWidth - EDGE_PX
  const wanted = fitsRight ? x + GAP_PX : x - GAP_PX - width
  const clamp = (at: number, low: number, high: number): number => Math.max(low, Math.min(at, high))
  return [
    clamp(wanted, EDGE_PX - left, innerWidth - EDGE_PX - width - left),
    clamp(y - height / 2, EDGE_PX - top, innerHeight - EDGE_PX - height - top),
  ]
}

/** What an event of the chart, or its tooltip, is about. */
interface Hit {
  readonly seriesIndex?: number
  readonly dataIndex?: number
  readonly dataType?: string | undefined
  /** Of a click: that of the browser is within. */
  readonly event?: { readonly event?: Parameters<typeof isMore>[0] }
}

const markOf = ({ at }: Point, i: number): Mark => at ?? { series: 0, data: i }

/** What is said below a point. */
const footOf = ({ foot, isPicked }: Point): string =>
  [...(foot ? [foot] : []), ...(isPicked ? ['Picked'] : [])].join('. ')

/** The point that was hit: along an axis the place decides, else the thing itself. */
function pointAt(
  { points, trigger }: Picture,
  { seriesIndex = 0, dataIndex = -1, dataType }: Hit,
): Point | undefined {
  if (trigger === 'axis') return points[dataIndex]
  return points.find((point, i) => {
    const { series, data, type } = markOf(point, i)
    return series === seriesIndex && data === dataIndex && (type === undefined || type === dataType)
  })
}

function complete(element: HTMLElement, picture: Picture): ChartOption {
  const { option, points, trigger, pointer } = picture
  const cursor = points.some(({ pick }) => pick) ? 'pointer' : 'default'
  return {
    animation: false,
    tooltip: {
      trigger,
      // On top of everything, also of an open dialog.
      appendTo: () => element.closest('dialog') ?? document.body,
      ...{ backgroundColor: 'transparent', borderWidth: 0, padding: 0, transitionDuration: 0 },
      extraCssText: 'box-shadow: none',
      axisPointer: pointer,
      position: (at, _, __, ___, size) => beside(element, at as number[], size.contentSize),
      formatter: params => {
        const [first] = Array.isArray(params) ? params : [params]
        const point = first && pointAt(picture, first as Hit)
        return point ? tooltipContent(point.title, point.rows, footOf(point)) : ''
      },
    },
    ...option,
    // What moves takes processor time from the answers that other pictures still wait for; some kinds do, unless each is told.
    series: [option.series ?? []].flat().map(series => ({ ...series, animation: false, cursor })),
  } as ChartOption
}

/** How many points an arrow goes on: up and down by a row, where points stand in rows. */
const STEPS: Readonly<Record<string, (columns: number) => number>> = {
  ArrowRight: () => 1,
  ArrowDown: columns => columns,
  ArrowLeft: () => -1,
  ArrowUp: columns => -columns,
}

/** A chart that is read with the pointer, with the arrow keys, and by ear. */
export function Chart({ picture, label }: ChartProps): VNode {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  const [at, setAt] = useState<number>()

  useEffect(() => {
    const element = host.current
    if (!element) return
    const made = init(element, null, { renderer: 'svg' })
    chart.current = made
    // It is observed at once, in the size that it was made in.
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = element
      if (clientWidth !== made.getWidth() || clientHeight !== made.getHeight()) made.resize()
    })
    observer.observe(element)
    // On paper there is another room, and nobody waits for what observes it.
    const fit = (): void => {
      made.resize()
      made.getZr().flush()
    }
    addEventListener('beforeprint', fit)
    addEventListener('afterprint', fit)
    return () => {
      removeEventListener('beforeprint', fit)
      removeEventListener('afterprint', fit)
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    if (!host.current) return
    // At once: with `lazyUpdate` whoever points at the chart before it is drawn meets axes without scales.
    chart.current?.setOption(complete(host.current, picture), {
      replaceMerge: ['series', 'xAxis', 'yAxis', 'grid', 'visualMap'],
    })
    const pick = (hit: Hit): void => {
      const pressed = hit.event?.event
      pointAt(picture, hit)?.pick?.(hit.seriesIndex ?? 0, pressed !== undefined && isMore(pressed))
    }
    chart.current?.on('click', pick)
    return () => {
      chart.current?.off('click', pick)
    }
  }, [picture])

  const show = (index: number | undefined): void => {
    setAt(index)
    chart.current?.dispatchAction({ type: 'downplay' })
    if (index === undefined) {
      chart.current?.dispatchAction({ type: 'hideTip' })
      // The line or shade along the axis stays without this.
      chart.current?.dispatchAction({ type: 'updateAxisPointer', currTrigger: 'leave' })
      return
    }
    const shown = picture.points[index]
    const {
      series: seriesIndex,
      data: dataIndex,
      type: dataType,
    } = markOf(shown ?? { title: '', rows: [] }, index)
    chart.current?.dispatchAction({ type: 'highlight', seriesIndex, dataIndex, dataType })
    // A way has no place of its own to show it at; it is lit, and said.
    if (dataType === 'edge') chart.current?.dispatchAction({ type: 'hideTip' })
    else chart.current?.dispatchAction({ type: 'showTip', seriesIndex, dataIndex })
  }
  const point = at === undefined ? undefined : picture.points[at]
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element means a chart
    <div
      class="chart"
      role="group"
      aria-roledescription="chart"
      aria-label={`${label} Arrow keys go from point to point.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys
      tabIndex={0}
      onKeyDown={event => {
        const step = STEPS[event.key]?.(picture.columns ?? 1)
        if (event.key === 'Escape' && at !== undefined) {
          // What was picked is let go by the next one.
          event.stopPropagation()
          show(undefined)
        }
        if (event.key === 'Enter') point?.pick?.(0, isMore(event))
        if (step === undefined) return
        event.preventDefault()
        const last = picture.points.length - 1
        show(Math.max(0, Math.min(last, at === undefined ? (step > 0 ? 0 : last) : at + step)))
      }}
      onBlur={() => show(undefined)}
    >
      <div class="chart-host" ref={host} aria-hidden="true" />
      <div class="sr-only" aria-live="polite">
        {point && tooltipText(point.title, point.rows, footOf(point))}
      </div>
    </div>
  )
}
