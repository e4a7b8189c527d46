import type { PageVisual } from '../../local/model.ts'
import type { VisualKind } from '../../spec/wells.ts'
import type { Picture, PictureOf, Setting, Shown } from '../charts/picture.ts'
import { bar } from './bar.ts'
import { boxPlot } from './box-plot.ts'
import { combo } from './combo.ts'
import { funnel } from './funnel.ts'
import { heatMap } from './heat-map.ts'
import { histogram } from './histogram.ts'
import { kpi } from './kpi.ts'
import { line } from './line.ts'
import { pie } from './pie.ts'
import { sankey } from './sankey.ts'
import { scatter } from './scatter.ts'
import { treeMap } from './tree-map.ts'
import { wordCloud } from './word-cloud.ts'

/** The kinds that are words and tables, not charts. */
type WrittenKind = 'gauge' | 'table' | 'pivot' | 'insight'
export type ChartKind = Exclude<VisualKind, WrittenKind>

const pictures: { readonly [K in ChartKind]: PictureOf<K> } = {
  ...{ kpi, line, bar, combo, pie, funnel, sankey, histogram, scatter },
  ...{ heat_map: heatMap, box_plot: boxPlot, tree_map: treeMap, word_cloud: wordCloud },
}

/** Whether a kind is drawn as a chart. */
export const isChart = (visual: PageVisual): visual is PageVisual<ChartKind> => visual.kind in pictures

/** The picture of a visual that has rows. */
export function pictureOf<K extends ChartKind>(
  visual: PageVisual<K>,
  shown: Shown,
  setting: Setting,
): Picture {
  const draw = pictures[visual.kind as K] as unknown as PictureOf<K>
  return draw(visual, shown, setting)
}
