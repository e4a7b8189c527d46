import { GRID_COLUMNS, type Rect } from '../spec/visual.ts'
import type { VisualKind } from '../spec/wells.ts'

/** The columns of the grid on a screen on which 36 are too narrow. */
export const FOLDED_COLUMNS = 12

/** What a kind needs to be read, in columns of the folded grid. */
const least: { readonly [K in VisualKind | 'text']: number } = {
  kpi: 6,
  gauge: 4,
  line: 6,
  bar: 12,
  pie: 12,
  table: 12,
  combo: 12,
  pivot: 12,
  heat_map: 12,
  funnel: 6,
  sankey: 12,
  histogram: 6,
  box_plot: 12,
  scatter: 12,
  tree_map: 12,
  word_cloud: 12,
  insight: 12,
  text: 12,
}

interface Placed {
  readonly kind: VisualKind | 'text'
  readonly at: Rect
}

/**
 * Places visuals on the folded grid, shelf by shelf in reading order. Each keeps its share of the width, or gets what
 * its kind needs; the last of a shelf takes what is left, and all of a shelf are as high as the highest.
 */
export function fold(visuals: readonly Placed[]): readonly Rect[] {
  const shelves: { w: number; h: number }[][] = []
  let left = 0
  for (const { kind, at } of visuals) {
    const w = Math.max(least[kind], Math.round((at.w * FOLDED_COLUMNS) / GRID_COLUMNS))
    if (w > left) {
      shelves.push([])
      left = FOLDED_COLUMNS
    }
    shelves.at(-1)?.push({ w, h: at.h })
    left -= w
  }
  let y = 0
  return shelves.flatMap(shelf => {
    const h = Math.max(...shelf.map(each => each.h))
    let x = 0
    const placed = shelf.map(({ w }, i) => {
      const rect = { x, y, w: i === shelf.length - 1 ? FOLDED_COLUMNS - x : w, h }
      x += w
      return rect
    })
    y += h
    return placed
  })
}
