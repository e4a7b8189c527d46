import type { Dashboard, Sheet } from '../normal/dashboard.ts'
import type { Visual } from '../normal/visual.ts'
import type { FilterSpec } from '../spec/filter.ts'
import type { VisualKind } from '../spec/wells.ts'
import type { Compiler } from './compiler.ts'
import type { Field } from './field.ts'
import { fold } from './fold.ts'
import type { PageDashboard, PageFilter, PageSheet, PageVisual } from './model.ts'
import type { Query } from './query.ts'
import type { Scope } from './scope.ts'
import { bar } from './visuals/bar.ts'
import { gauge } from './visuals/gauge.ts'
import { kpi } from './visuals/kpi.ts'
import { line } from './visuals/line.ts'
import { pie } from './visuals/pie.ts'
import { table } from './visuals/table.ts'

const compilers: { readonly [K in VisualKind]: Compiler<K> } = { kpi, gauge, line, bar, pie, table }

const compilerOf = <K extends VisualKind>(visual: Visual<K>): Compiler<K> => compilers[visual.kind as K]

/** The columns of a visual's result that people see. */
export const visualFields = (visual: Visual): readonly Field[] => compilerOf(visual).fields(visual)

/**
 * What a visual asks the engine.
 * @param all Every category, where the visual shows only the first ones.
 */
export const visualQuery = (visual: Visual, scope: Scope, all: boolean): Query =>
  compilerOf(visual).query(visual, scope, all)

function pageFilter({ kind, name, label, plural, column, data }: FilterSpec): PageFilter {
  return { ...{ kind, name, label, plural, column }, none: data.dimensions[column]?.none ?? '' }
}

function pageSheet({ id, title, question, visuals }: Sheet): PageSheet {
  const folded = fold(visuals)
  return {
    ...{ id, title, question },
    visuals: visuals.map((visual, i) => {
      const { data: _, ...shown } = visual
      return { ...shown, folded: folded[i], fields: visualFields(visual) } as PageVisual
    }),
  }
}

/** What the page is told about a dashboard. */
export const pageDashboard = (dashboard: Dashboard): PageDashboard => ({
  id: dashboard.id,
  title: dashboard.title,
  default_days: dashboard.dates.default_days,
  filters: dashboard.filters.map(pageFilter),
  parameters: dashboard.parameters,
  sheets: dashboard.sheets.map(pageSheet),
})
