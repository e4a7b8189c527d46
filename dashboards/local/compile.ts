import type { Dashboard, Sheet } from '../normal/dashboard.ts'
import type { Filter } from '../normal/filters.ts'
import type { Visual } from '../normal/visual.ts'
import { inReadingOrder } from '../spec/reading-order.ts'
import type { VisualKind } from '../spec/wells.ts'
import type { Compiler } from './compiler.ts'
import { drilled } from './drill.ts'
import type { Field } from './field.ts'
import { fold } from './fold.ts'
import type { PageDashboard, PageFilter, PageSheet, PageVisual } from './model.ts'
import type { Query } from './query.ts'
import type { Scope } from './scope.ts'
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

const compilers: { readonly [K in VisualKind]: Compiler<K> } = {
  ...{ kpi, gauge, line, bar, combo, pie, table, pivot },
  ...{ heat_map: heatMap, funnel, sankey, histogram, box_plot: boxPlot, scatter },
  ...{ tree_map: treeMap, word_cloud: wordCloud, insight },
}

const compilerOf = <K extends VisualKind>(visual: Visual<K>): Compiler<K> =>
  compilers[visual.kind as K] as unknown as Compiler<K>

/** The columns of a visual's result that people see. */
export const visualFields = (visual: Visual): readonly Field[] => compilerOf(visual).fields(visual)

/**
 * What a visual asks the engine.
 * @param all Every category, where the visual shows only the first ones.
 */
export function visualQuery(visual: Visual, scope: Scope, all: boolean): Query {
  const own = scope.of(visual)
  return compilerOf(visual).query(drilled(visual, own.path), own, all)
}

function pageFilter(filter: Filter): PageFilter {
  const { kind, name, label, column, data, visuals } = filter
  const plural = filter.kind === 'list' ? filter.plural : label
  const { none = '', codes } = data.dimensions[column] ?? {}
  return { kind, name, label, plural, column, none, codes, visuals, unit: data.numbers[column]?.unit }
}

function pageSheet({ id, title, question, visuals, texts, parameters }: Sheet): PageSheet {
  const placed = [...visuals, ...texts.map(text => ({ ...text, kind: 'text' as const }))]
  const order = inReadingOrder(placed)
  const places = fold(order)
  const folded = placed.map(each => places[order.indexOf(each)])
  return {
    ...{ id, title, question, parameters },
    visuals: visuals.map((visual, i) => {
      const { data: _, ...shown } = visual
      return { ...shown, folded: folded[i], fields: visualFields(visual) } as PageVisual
    }),
    texts: texts.flatMap((text, i) => {
      const place = folded[visuals.length + i]
      return place ? [{ ...text, folded: place }] : []
    }),
  }
}

/** What the page is told about a dashboard. */
export const pageDashboard = (dashboard: Dashboard): PageDashboard => ({
  id: dashboard.id,
  title: dashboard.title,
  icon: dashboard.icon,
  dates: { default_days: dashboard.dates.default_days, pinned: dashboard.dates.pinned === true },
  filters: dashboard.filters.map(pageFilter),
  parameters: dashboard.parameters,
  sheets: dashboard.sheets.map(pageSheet),
  refresh_every_s: dashboard.refresh_every_s,
})
