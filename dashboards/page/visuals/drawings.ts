import type { VisualKind } from '../../spec/wells.ts'
import { Bar } from './bar.tsx'
import type { Drawing } from './drawing.ts'
import { Gauge } from './gauge.tsx'
import { Kpi } from './kpi.tsx'
import { Line } from './line.tsx'
import { Pie } from './pie.tsx'
import { DataTable } from './table.tsx'

/** How each kind of visual is drawn. */
export const drawings: { readonly [K in VisualKind]: Drawing<K> } = {
  kpi: Kpi,
  gauge: Gauge,
  line: Line,
  bar: Bar,
  pie: Pie,
  table: DataTable,
}
