import { addDays } from '../../schema/instant.ts'
import { sqlLiteral, sqlName, sqlText } from '../../sql/literal.ts'
import { attributedRows } from '../../sql/metrics/attribute-join.ts'
import { conditionSql } from '../../sql/metrics/expression.ts'
import type { Dashboard } from '../normal/dashboard.ts'
import type { Filter } from '../normal/filters.ts'
import type { Visual } from '../normal/visual.ts'
import type { Dataset, Dimension } from '../spec/dataset.ts'
import type { FilterKind } from '../spec/filter.ts'
import { actsOn } from './acting.ts'
import type { Choice, Settings } from './address.ts'
import { type AttributedRows, type ChosenAttribute, rowsWith } from './attributed-rows.ts'
import { type DataDays, type Days, daysBefore, earlierDay, laterDay, newestDays } from './days.ts'
import { type Drillable, levelsOf, type Path } from './drill.ts'
import { dimensionSql, isOneOf } from './expression.ts'
import { whereClause } from './query.ts'
import { settledDays } from './relative-days.ts'

/** Which rows a dashboard shows. */
export interface Scope {
  readonly days: Days
  /** The equal period before; `undefined` when the data does not hold all of it, for then it cannot be compared. */
  readonly previous: Days | undefined
  /** What that means for one of its visuals. */
  of(visual: Visual): VisualScope
}

/** Which rows a visual is made of. */
export interface VisualScope extends Pick<Scope, 'days' | 'previous'> {
  /** Columns by which the viewer has filtered. */
  readonly filtered: readonly string[]
  /** How far down it shows. */
  readonly path: Path
  /**
   * The rows, as FROM and WHERE: of the view of the data set, with the contact attributes by which the viewer has filtered.
   * Those of `days`, unless others are given.
   */
  readonly rows: (
    indent?: string,
    more?: { readonly days?: Days; readonly and?: readonly string[] },
  ) => string
  /** Where the viewer has filtered by contact attributes: the rows that are left, whatever is asked of them. */
  readonly attributed: AttributedRows | undefined
}

/** What rows with contact attributes of some days are read from instead. */
export interface HeldAs {
  readonly name: string
  readonly days: Days
}

/** Rows that are held, by their keys. */
export type HeldNames = ReadonlyMap<string, HeldAs>

const nothingHeld: HeldNames = new Map()

/** The conditions on the rows of a data set that the viewer may see. */
export type VisibleRows = (data: Dataset) => readonly string[]

export const everyRow: VisibleRows = () => []

const date = (value: string): string => sqlLiteral({ type: 'date', value })
const double = (value: number): string => sqlLiteral({ type: 'double', value })

const filterConditions: {
  readonly [K in FilterKind]: (filter: Filter<K>, choice: Choice<K>, set: Dataset) => string
} = {
  // By the values as the data set itself shows them: not every one can tell which are merged.
  list({ column }, { values, none }, set) {
    const dimension = { name: column, merged: set.dimensions[column]?.merged }
    return isOneOf(dimension, none ? [...values, null] : values)
  },
  range({ column }, { from, to }) {
    const name = sqlName(column)
    return [
      ...(from === undefined ? [] : [`${name} >= ${double(from)}`]),
      ...(to === undefined ? [] : [`${name} <= ${double(to)}`]),
    ].join(' AND ')
  },
}

const conditionOf = <K extends FilterKind>(filter: Filter<K>, choice: Choice<K>, set: Dataset): string => {
  const write = filterConditions[filter.kind as K]
  return write(filter, choice, set)
}

/** The values above the level that is shown. */
function drillConditions(visual: Drillable, path: Path): readonly string[] {
  const levels = levelsOf(visual)
  return path.flatMap((value, i) => {
    const level = levels[i]
    if (!level) return []
    const sql = dimensionSql(level)
    return [value === null ? `${sql} IS NULL` : `${sql} = ${valueSql(level.type, value)}`]
  })
}

/** A value of an address as a literal of the type that its column has. */
function valueSql(type: Dimension['type'], value: string): string {
  if (type === 'boolean') return value === 'true' ? 'true' : 'false'
  if (type === 'bigint' || type === 'double') return sqlLiteral({ type, value: Number(value) })
  return sqlLiteral({ type, value })
}

/**
 * The days that are meant: without a choice the newest; at an open end, and beyond it, as far as there is data. Days
 * that all lie elsewhere stay as they are.
 */
function settleDays({ default_days }: Dashboard['dates'], choice: Settings['days'], data: Days): Days {
  const chosen = choice && 'relative' in choice ? settledDays(choice.relative, data.to) : choice
  const { from = data.from, to = data.to } = chosen ?? newestDays(data, default_days)
  const within = { from: laterDay(from, data.from), to: earlierDay(to, data.to) }
  return within.from <= within.to ? within : { from, to }
}

/** The partitions in which days lie: they are of UTC days, and a local day lies in two of them, or in one. */
const partitionsOf = (
  { from, to }: Days,
  { begin_before = true, end_after = true }: DataDays,
): readonly [first: string, last: string] => [
  addDays(from, begin_before ? -1 : 0),
  addDays(to, end_after ? 1 : 0),
]

/** The rows of some days. */
function dayConditions({ day, view }: Dataset, days: Days, data: DataDays): readonly string[] {
  const column = `${sqlName(day)} BETWEEN ${date(days.from)} AND ${date(days.to)}`
  if (!view.columns.dt || !day.startsWith('local_')) return [column]
  return [`dt BETWEEN ${partitionsOf(days, data).map(sqlText).join(' AND ')}`, column]
}

/**
 * The rows that are meant by what the viewer has set, in data that has the given days.
 * @param visible which rows the viewer may see; all of them by default
 * @param held rows with contact attributes that need not be joined again
 */
export function scopeOf(
  { dates, filters }: Dashboard,
  settings: Settings,
  data: DataDays,
  visible: VisibleRows = everyRow,
  held: HeldNames = nothingHeld,
): Scope {
  const days = settleDays(dates, settings.days, data)
  const before = daysBefore(days)
  const previous = before.from >= data.from ? before : undefined
  const chosen = filters.flatMap(filter => {
    const choice = settings.choices[filter.name]
    return choice ? [{ filter, choice }] : []
  })
  return {
    days,
    previous,
    of(visual) {
      const { id, data: set } = visual
      const own = chosen.filter(({ filter }) => actsOn(filter, id, settings))
      const path = settings.drills[id] ?? []
      const above = drillConditions(visual, path)
      const byChoice = own.map(({ filter, choice }) => conditionOf(filter, choice, set))
      const always = [...set.where.map(conditionSql), ...visible(set)]
      const attributes = own.flatMap(({ filter, choice }): readonly ChosenAttribute[] => {
        const attribute = set.attributes[filter.column]
        return attribute ? [{ name: attribute.name, choice: choice as Choice<'list'> }] : []
      })
      const attributed = rowsWith(
        set,
        attributes,
        each => ({ partitions: partitionsOf(each, data), where: dayConditions(set, each, data) }),
        [...byChoice, ...always],
      )
      const kept = attributed && held.get(attributed.key)
      const joined = (shown: Days, indent: string): string =>
        attributedRows(
          { ...set.subject, view: set.view },
          attributes.map(({ name }) => name),
          partitionsOf(shown, data),
          indent,
        )
      return {
        days,
        previous,
        path,
        filtered: own.map(({ filter }) => filter.column),
        attributed,
        rows(indent = '', { days: shown = days, and = [] } = {}) {
          const where = [...dayConditions(set, shown, data), ...byChoice, ...above, ...always, ...and]
          const isHeld = kept && kept.days.from <= shown.from && shown.to <= kept.days.to
          const from = isHeld ? `${kept.name} AS ${sqlName(set.view.name)}` : joined(shown, indent)
          return `FROM ${from}${whereClause(where, indent)}`
        },
      }
    },
  }
}
