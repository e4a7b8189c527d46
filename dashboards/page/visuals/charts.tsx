import type { VNode } from 'preact'
import type { Measure } from '../../spec/measure.ts'
import { noneOf, numberIn } from '../measure.ts'
import type { ChartKind } from '../pictures/pictures.ts'
import { Empty } from '../states.tsx'
import { ChartVisual } from './chart-visual.tsx'
import type { Drawing, DrawingProps } from './drawing.ts'

/**
 * How a kind is drawn that is nothing but a chart.
 * @param needed The measures of which at least one has to have a value somewhere, for there to be anything.
 */
const chart =
  <K extends ChartKind>(needed: (visual: DrawingProps<K>['visual']) => readonly Measure[]): Drawing<K> =>
  (props): VNode => {
    const { visual, data } = props
    const measures = needed(visual)
    const isMade = data.rows.some(row => measures.every(each => numberIn(row, each) !== null))
    if (data.rows.length === 0 || (measures.length > 0 && !isMade))
      return <Empty {...(measures[0] && { words: noneOf(measures[0]) })} />
    return <ChartVisual {...(props as unknown as DrawingProps<ChartKind>)} />
  }

export const Line = chart<'line'>(() => [])
export const Combo = chart<'combo'>(() => [])
export const HeatMap = chart<'heat_map'>(({ value }) => [value])
export const Funnel = chart<'funnel'>(({ value }) => [value])
export const Sankey = chart<'sankey'>(({ weight }) => [weight])
export const Histogram = chart<'histogram'>(() => [])
export const BoxPlot = chart<'box_plot'>(() => [])
export const Scatter = chart<'scatter'>(({ x, y }) => [x, y])
export const TreeMap = chart<'tree_map'>(({ size }) => [size])
export const WordCloud = chart<'word_cloud'>(({ size }) => [size])
