import type { VisualKind } from '../../spec/wells.ts'
import { Bar } from './bar.tsx'
import {
  BoxPlot,
  Combo,
  Funnel,
  HeatMap,
  Histogram,
  Line,
  Sankey,
  Scatter,
  TreeMap,
  WordCloud,
} from './charts.tsx'
import type { Drawing } from './drawing.ts'
import { Gauge } from './gauge.tsx'
import { Insight } from './insight.tsx'
import { Kpi } from './kpi.tsx'
import { Pie } from './pie.tsx'
import { Pivot } from './pivot.tsx'
import { DataTable } from './table.tsx'

/** How each kind of visual is drawn. */
export const drawings: { readonly [K in VisualKind]: Drawing<K> } = {
  kpi: Kpi,
  gauge: Gauge,
  line: Line,
  bar: Bar,
  combo: Combo,
  pie: Pie,
  table: DataTable,
  pivot: Pivot,
  heat_map: HeatMap,
  funnel: Funnel,
  sankey: Sankey,
  histogram: Histogram,
  box_plot: BoxPlot,
  scatter: Scatter,
  tree_map: TreeMap,
  word_cloud: WordCloud,
  insight: Insight,
}
