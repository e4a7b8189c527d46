import type { Dimension } from '../spec/dataset.ts'
import { type Days, eachDay } from './days.ts'
import type { Cell, Row } from './rows.ts'

/** More moments than this are not filled in. */
const MOST_MOMENTS = 5_000

const momentOf = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`)

/** Every moment from the first to the last, as far apart as the two that are closest. */
function eachMoment(found: readonly string[]): readonly string[] {
  const times = found.map(momentOf)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? time))
  const step = Math.min(...steps.filter(each => each > 0))
  const count = (last - first) / step + 1
  if (!Number.isInteger(count) || count > MOST_MOMENTS) return found
  return Array.from({ length: count }, (_, i) =>
    new Date(first + i * step).toISOString().slice(0, 19).replace('T', ' '),
  )
}

/**
 * The values of a dimension along an axis. Of one with an order of its own all of them, in that order, whether there is
 * anything or not: days of those shown, moments between the first and the last, declared values. What is found beside
 * these stands behind them, and what has no value at the end; of others those that are found, as they come.
 */
export function axisOf({ name, type, values }: Dimension, rows: readonly Row[], days: Days): readonly Cell[] {
  const found = [...new Set(rows.map(row => row[name] ?? null))]
  const present = found.filter(each => each !== null)
  const absent = found.filter(each => each === null)
  if (values) {
    const declared = values.map(([value]) => present.find(each => String(each) === String(value)) ?? value)
    return [...declared, ...present.filter(each => !declared.includes(each)), ...absent]
  }
  if (type === 'date') return [...[...new Set([...eachDay(days), ...present.map(String)])].sort(), ...absent]
  if (type === 'timestamp' && present.length > 1)
    return [...eachMoment(present.map(String).sort()), ...absent]
  return found
}
