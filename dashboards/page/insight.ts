import type { PageVisual } from '../local/model.ts'
import { PERIOD } from '../local/period.ts'
import type { Row } from '../local/rows.ts'
import { ABOUT, ABOUT_DAY, ABOUT_PERIOD, ABOUT_VALUE } from '../local/visuals/insight.ts'
import { dimensionText } from './dimension-text.ts'
import { formatDay, formatNumber, formatPercent } from './format.ts'
import { isFew, numberIn } from './measure.ts'

/** A sentence, with what is to be seen first. */
export interface Sentence {
  readonly lead: string
  readonly rest: string
}

type Insight = Pick<PageVisual<'insight'>, 'value' | 'trend' | 'by'>

/** By how much two values differ, in words; shares by points, for a share of a share misleads. Undefined from nothing. */
function differenceText(now: number, before: number, { unit }: Insight['value']): string | undefined {
  if (unit !== 'percent' && before === 0) return undefined
  const difference = unit === 'percent' ? now - before : ((now - before) / before) * 100
  if (Math.abs(difference) < 0.05) return 'unchanged'
  const size = formatPercent(Math.abs(difference))
  return `${difference > 0 ? 'up' : 'down'} ${unit === 'percent' ? size.replace('%', 'points') : size}`
}

const largest = (rows: readonly Row[], of: (row: Row) => number): Row | undefined =>
  rows.reduce<Row | undefined>((best, row) => (best && of(best) >= of(row) ? best : row), undefined)

/**
 * What the numbers say, as sentences: the value and its change against the period before, its highest day, who had most,
 * and who changed most. Ratios of few are passed over: they say little.
 */
export function sentencesOf({ value, trend, by }: Insight, rows: readonly Row[]): readonly Sentence[] {
  const valueIn = (row: Row | undefined): number | null => numberIn(row, value)
  const text = (row: Row): string => formatNumber(valueIn(row), value.unit)
  const about = (what: number, period: string): readonly Row[] =>
    rows.filter(row => Number(row[ABOUT]) === what && row[PERIOD] === period && valueIn(row) !== null)
  const telling = (all: readonly Row[]): readonly Row[] => all.filter(row => !isFew(row, value))
  const [now] = about(ABOUT_PERIOD, 'current')
  if (!now) return []
  const nowValue = valueIn(now) ?? 0
  const [before] = about(ABOUT_PERIOD, 'previous')
  const sentences: Sentence[] = []

  const change = before && differenceText(nowValue, valueIn(before) ?? 0, value)
  const against = before
    ? `${change ? `${change} against` : 'after'} ${text(before)} in the period before`
    : 'with no equal period before to compare with'
  sentences.push({ lead: `${value.label}: ${text(now)}`, rest: `, ${against}.` })

  const days = telling(about(ABOUT_DAY, 'current'))
  const peak = largest(days, row => valueIn(row) ?? 0)
  if (peak && days.length > 1)
    sentences.push({
      lead: formatDay(String(peak[trend.name])),
      rest: ` was the highest day, with ${text(peak)}.`,
    })

  const groups = telling(about(ABOUT_VALUE, 'current'))
  const nameOf = (row: Row): string => dimensionText(by, row[by.name] ?? null)
  const first = largest(groups, row => valueIn(row) ?? 0)
  if (first && groups.length > 1 && (valueIn(first) ?? 0) > 0) {
    const part = value.kind === 'sum' && nowValue > 0 ? ((valueIn(first) ?? 0) / nowValue) * 100 : undefined
    const share = part === undefined ? '' : `, ${formatPercent(part)} of all`
    sentences.push({
      lead: nameOf(first),
      rest: ` had ${value.kind === 'sum' ? 'most' : 'the highest value'}: ${text(first)}${share}.`,
    })
  }

  if (before) {
    const earlier = new Map(about(ABOUT_VALUE, 'previous').map(row => [row[by.name] ?? null, row]))
    const later = new Map(about(ABOUT_VALUE, 'current').map(row => [row[by.name] ?? null, row]))
    // What is counted and has no row is 0; other values are compared only where there are both.
    const isCount = value.kind === 'sum'
    const changes = [...new Set([...later.keys(), ...earlier.keys()])].flatMap(key => {
      const [a, b] = [earlier.get(key), later.get(key)]
      const shown = b ?? a
      if (!shown || (!isCount && !(a && b && !isFew(a, value) && !isFew(b, value)))) return []
      return [{ row: shown, from: valueIn(a) ?? 0, to: valueIn(b) ?? 0 }]
    })
    const most = changes.reduce<(typeof changes)[number] | undefined>(
      (best, each) => (best && Math.abs(best.to - best.from) >= Math.abs(each.to - each.from) ? best : each),
      undefined,
    )
    if (most && changes.length > 1 && most.to !== most.from)
      sentences.push({
        lead: nameOf(most.row),
        rest: ` changed most: from ${formatNumber(most.from, value.unit)} to ${formatNumber(most.to, value.unit)}.`,
      })
  }
  return sentences
}
