import type { Visual } from '../../normal/visual.ts'
import type { VisualKind } from '../../spec/wells.ts'
import type { Compiled, Compiler, Context } from './context.ts'
import { bar } from './visuals/bar.ts'
import { boxPlot } from './visuals/box-plot.ts'
import { combo } from './visuals/combo.ts'
import { funnel } from './visuals/funnel.ts'
import { gauge } from './visuals/gauge.ts'
import { heatMap } from './visuals/heat-map.ts'
import { histogram } from './visuals/histogram.ts'
import { insight } from './visuals/insight.ts'
import { kpi } from './visuals/kpi.ts'
import { line } from './visuals/line.ts'
import { pie } from './visuals/pie.ts'
import { pivot } from './visuals/pivot.ts'
import { sankey } from './visuals/sankey.ts'
import { scatter } from './visuals/scatter.ts'
import { table } from './visuals/table.ts'
import { treeMap } from './visuals/tree-map.ts'
import { wordCloud } from './visuals/word-cloud.ts'

/** Every kind that there is: one that is not compiled does not compile. */
const compilers: { readonly [K in VisualKind]: Compiler<K> } = {
  kpi,
  gauge,
  line,
  bar,
  combo,
  pie,
  table,
  pivot,
  heat_map: heatMap,
  funnel,
  sankey,
  histogram,
  box_plot: boxPlot,
  scatter,
  tree_map: treeMap,
  word_cloud: wordCloud,
  insight,
}

/** What a visual is in QuickSight. */
export function compileVisual<K extends VisualKind>(
  visual: Visual<K>,
  context: Context,
): readonly Compiled[] {
  const compile = compilers[visual.kind as K] as unknown as Compiler<K>
  return compile(visual, context)
}
