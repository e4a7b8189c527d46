import {
  BarChart,
  type BarSeriesOption,
  BoxplotChart,
  type BoxplotSeriesOption,
  HeatmapChart,
  type HeatmapSeriesOption,
  LineChart,
  type LineSeriesOption,
  PieChart,
  type PieSeriesOption,
  SankeyChart,
  type SankeySeriesOption,
  ScatterChart,
  type ScatterSeriesOption,
  TreemapChart,
  type TreemapSeriesOption,
} from 'echarts/charts'
import {
  GridComponent,
  type GridComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
  type VisualMapComponentOption,
  VisualMapContinuousComponent,
} from 'echarts/components'
import { type ComposeOption, type EChartsType, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'

use([
  ...[LineChart, BarChart, PieChart, HeatmapChart, SankeyChart, BoxplotChart, ScatterChart, TreemapChart],
  ...[GridComponent, TooltipComponent, VisualMapContinuousComponent, LabelLayout, SVGRenderer],
])

export type SeriesOption =
  | LineSeriesOption
  | BarSeriesOption
  | PieSeriesOption
  | HeatmapSeriesOption
  | SankeySeriesOption
  | BoxplotSeriesOption
  | ScatterSeriesOption
  | TreemapSeriesOption

export type ChartOption = ComposeOption<
  SeriesOption | GridComponentOption | TooltipComponentOption | VisualMapComponentOption
>

export type { EChartsType, TooltipComponentOption }
export { init }
