import {
  BarChart,
  type BarSeriesOption,
  LineChart,
  type LineSeriesOption,
  PieChart,
  type PieSeriesOption,
} from 'echarts/charts'
import {
  GridComponent,
  type GridComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components'
import { type ComposeOption, type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type TooltipRow, tooltipContent, tooltipText } from './tooltip.ts'

use([LineChart, BarChart, PieChart, GridComponent, TooltipComponent, SVGRenderer])

export type ChartOption = ComposeOption<
  LineSeriesOption | BarSeriesOption | PieSeriesOption | GridComponentOption | TooltipComponentOption
>

/** What is said of one point of a chart: a day, a bar, a part. */
export interface Point {
  readonly title: string
  readonly rows: readonly TooltipRow[]
  readonly foot?: string
}

/** A picture, and what is said of each of its points. */
export interface Picture {
  readonly option: ChartOption
  /** `axis`: the pointer chooses by its place along the axis; `item`: it has to be on the thing itself. */
  readonly trigger: 'axis' | 'item'
  /** What shows the place along the axis. */
  readonly pointer: NonNullable<TooltipComponentOption['axisPointer']>
  readonly points: readonly Point[]
}

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

const calm = matchMedia('(prefers-reduced-motion: reduce)')

function complete(element: HTMLElement, { option, points, trigger, pointer }: Picture): ChartOption {
  return {
    animation: !calm.matches,
    animationDuration: 0,
    animationDurationUpdate: 180,
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
        const point = points[first?.dataIndex ?? -1]
        return point ? tooltipContent(point.title, point.rows, point.foot) : ''
      },
    },
    ...option,
  }
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

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
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    if (!host.current) return
    chart.current?.setOption(complete(host.current, picture), {
      replaceMerge: ['series', 'xAxis', 'yAxis', 'grid'],
    })
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
    chart.current?.dispatchAction({ type: 'highlight', seriesIndex: 0, dataIndex: index })
    chart.current?.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: index })
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
        const step = STEPS[event.key]
        if (event.key === 'Escape' && at !== undefined) show(undefined)
        if (step === undefined) return
        event.preventDefault()
        const last = picture.points.length - 1
        show(Math.max(0, Math.min(last, at === undefined ? (step > 0 ? 0 : last) : at + step)))
      }}
      onBlur={() => show(undefined)}
    >
      <div class="chart-host" ref={host} aria-hidden="true" />
      <div class="sr-only" aria-live="polite">
        {point && tooltipText(point.title, point.rows)}
      </div>
    </div>
  )
}
