import { sqlLiteral, sqlName, sqlText } from '../../sql/literal.ts'
import { conditionSql } from '../../sql/metrics/expression.ts'
import type { Dashboard } from '../normal/dashboard.ts'
import type { Dataset } from '../spec/dataset.ts'
import type { FilterKind, FilterSpec } from '../spec/filter.ts'
import type { Choice, Settings } from './address.ts'
import { type Days, daysBefore, earlierDay, laterDay, newestDays } from './days.ts'
import { dimensionSql } from './expression.ts'

/** Which rows the visuals of a dashboard are made of. */
export interface Scope {
  readonly days: Days
  /** The equal period before; `undefined` when the data does not hold all of it, for then it cannot be compared. */
  readonly previous: Days | undefined
  /** Columns by which the viewer has filtered. */
  readonly filtered: readonly string[]
  /** The conditions on rows of a data set: those of `days`, unless others are given. */
  where(data: Dataset, days?: Days): readonly string[]
}

const date = (value: string): string => sqlLiteral({ type: 'date', value })

const filterConditions: {
  readonly [K in FilterKind]: (filter: FilterSpec<K>, choice: Choice<K>) => string
} = {
  list({ column, data }, { values, none }) {
    const name = dimensionSql({ name: column, merged: data.dimensions[column]?.merged })
    const absent = `${name} IS NULL`
    if (values.length === 0) return absent
    const present = `${name} IN (${values.map(sqlText).join(', ')})`
    return none ? `(${present} OR ${absent})` : present
  },
}

/**
 * The days that are meant: without a choice the newest; at an open end, and beyond it, as far as there is data. Days
 * that all lie elsewhere stay as they are.
 */
function settleDays({ default_days }: Dashboard['dates'], chosen: Settings['days'], data: Days): Days {
  const { from = data.from, to = data.to } = chosen ?? newestDays(data, default_days)
  const within = { from: laterDay(from, data.from), to: earlierDay(to, data.to) }
  return within.from <= within.to ? within : { from, to }
}

/** The rows that are meant by what the viewer has set, in data that has the given days. */
export function scopeOf({ dates, filters }: Dashboard, settings: Settings, data: Days): Scope {
  const days = settleDays(dates, settings.days, data)
  const before = daysBefore(days)
  const chosen = filters.flatMap(filter => {
    const choice = settings.choices[filter.name]
    return choice ? [{ filter, sql: filterConditions[filter.kind](filter, choice) }] : []
  })
  return {
    days,
    previous: before.from >= data.from ? before : undefined,
    filtered: chosen.map(({ filter }) => filter.column),
    where: (set, { from, to } = days) => [
      `${sqlName(dates.column)} BETWEEN ${date(from)} AND ${date(to)}`,
      ...chosen.map(({ sql }) => sql),
      ...set.where.map(conditionSql),
    ],
  }
}
