import type { Visual } from '../normal/visual.ts'
import type { Dimension } from '../spec/dataset.ts'
import type { VisualKind } from '../spec/wells.ts'
import type { PageVisual } from './model.ts'
import { PLACE } from './parts.ts'
import { type Row, WHOLE } from './rows.ts'
import { BAR_COLORS } from './visuals/bar.ts'
import { COLUMN_LEVEL, ROW_LEVEL } from './visuals/pivot.ts'

type Of<K extends VisualKind> = Visual<K> | PageVisual<K>

const optional = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value])

const groups: { readonly [K in VisualKind]: (visual: Of<K>) => readonly Dimension[] } = {
  kpi: ({ trend }) => optional(trend),
  gauge: () => [],
  line: ({ category, colors }) => [category, ...optional(colors?.by)],
  bar: ({ category, colors }) => [category, ...optional(colors)],
  combo: ({ category }) => [category],
  pie: ({ category }) => [category],
  table: ({ group_by }) => group_by,
  pivot: ({ rows, columns }) => [...rows, ...columns],
  heat_map: ({ rows, columns }) => [rows, columns],
  funnel: ({ category }) => [category],
  sankey: ({ source, destination }) => [source, destination],
  histogram: () => [],
  box_plot: ({ category }) => [category],
  scatter: ({ category }) => [category],
  tree_map: ({ group }) => [group],
  word_cloud: ({ group }) => [group],
  insight: () => [],
}

/** The dimensions by whose values the rows of a visual's result are told apart. */
export function groupsOf<K extends VisualKind>(visual: Of<K>): readonly Dimension[] {
  const of = groups[visual.kind as K] as (visual: Of<K>) => readonly Dimension[]
  return of(visual)
}

/** Whether a row is of one group: not of all the others together, and not of a whole. */
export function isGroup(visual: Visual | PageVisual, row: Row): boolean {
  const parts = 'parts' in visual ? visual.parts : BAR_COLORS
  const wholes = [row[WHOLE], row[ROW_LEVEL], row[COLUMN_LEVEL]].some(level => Number(level ?? 0) > 0)
  return !wholes && !(Number(row[PLACE] ?? 0) > parts)
}
