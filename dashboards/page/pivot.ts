import type { PageVisual } from '../local/model.ts'
import type { Cell, Row } from '../local/rows.ts'
import { COLUMN_LEVEL, ROW_LEVEL, wholeOf } from '../local/visuals/pivot.ts'
import type { Dimension } from '../spec/dataset.ts'

/** A line of a pivot table: a row, the whole of an outer row, or of all. */
export interface PivotLine {
  readonly values: readonly Cell[]
  /** How many of its dimensions it is about, from the outermost; 0 for the line of all. */
  readonly depth: number
  /** By key of the column. */
  readonly cells: ReadonlyMap<string, Row>
}

export interface PivotColumn {
  readonly key: string
  readonly values: readonly Cell[]
  readonly isWhole: boolean
}

export interface PivotTable {
  readonly columns: readonly PivotColumn[]
  readonly lines: readonly PivotLine[]
}

const keyOf = (values: readonly unknown[]): string => JSON.stringify(values)

/** How many of the dimensions a row is about, given its level: the inner ones are the whole. */
const depthOf = (level: number, of: number): number => of - Math.log2(level + 1)

/** The place of a value among declared ones; others behind them, none last. */
function compare({ type, values }: Dimension, a: Cell, b: Cell): number | undefined {
  if (values) {
    const place = (value: Cell): number => {
      const at = values.findIndex(([each]) => String(each) === String(value))
      return at < 0 ? values.length + Number(value === null) : at
    }
    return place(a) - place(b)
  }
  if (type !== 'date' && type !== 'timestamp') return undefined
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : a > b ? 1 : 0
}

/** Lays the rows of a result out: each group of outer rows with its rows, its whole first; what is whole of all last. */
export function pivotTable(
  { rows: down, columns: across }: Pick<PageVisual<'pivot'>, 'rows' | 'columns'>,
  rows: readonly Row[],
): PivotTable {
  const valuesIn = (row: Row, dimensions: readonly Dimension[], depth: number): readonly Cell[] =>
    dimensions.slice(0, depth).map(({ name }) => row[name] ?? null)
  const columns = new Map<string, PivotColumn>()
  const lines = new Map<string, PivotLine & { readonly cells: Map<string, Row> }>()
  for (const row of rows) {
    const depth = depthOf(Number(row[ROW_LEVEL]), down.length)
    const isWhole = Number(row[COLUMN_LEVEL]) === wholeOf(across.length)
    const of = isWhole ? [] : valuesIn(row, across, across.length)
    const column = keyOf(of)
    columns.set(column, columns.get(column) ?? { key: column, values: of, isWhole })
    const values = valuesIn(row, down, depth)
    const line = lines.get(keyOf(values)) ?? { values, depth, cells: new Map<string, Row>() }
    lines.set(keyOf(values), line)
    line.cells.set(column, row)
  }
  const all = [...lines.values()]
  // The order of the result: those with most first. Groups stand where their first line does.
  const place = new Map<string, number>()
  for (const wanted of [true, false])
    for (const { values, depth } of all.filter(line => line.depth < down.length === wanted))
      for (let i = 1; i <= depth; i++) {
        const key = keyOf(values.slice(0, i))
        if (!place.has(key)) place.set(key, place.size)
      }
  const before = (
    dimensions: readonly Dimension[],
    a: readonly Cell[],
    b: readonly Cell[],
    ranked: ReadonlyMap<string, number>,
  ): number => {
    for (const [i, dimension] of dimensions.entries()) {
      if (i >= a.length || i >= b.length) break
      const [left, right] = [a[i] ?? null, b[i] ?? null]
      if (left === right) continue
      const order = compare(dimension, left, right)
      if (order) return order
      return (ranked.get(keyOf(a.slice(0, i + 1))) ?? 0) - (ranked.get(keyOf(b.slice(0, i + 1))) ?? 0)
    }
    return a.length - b.length
  }
  const ranks = new Map([...columns.keys()].map((key, i) => [key, i]))
  return {
    columns: [...columns.values()].sort(
      (a, b) => Number(a.isWhole) - Number(b.isWhole) || before(across, a.values, b.values, ranks),
    ),
    lines: all.sort(
      (a, b) => Number(a.depth === 0) - Number(b.depth === 0) || before(down, a.values, b.values, place),
    ),
  }
}
