import { LakeError } from '../../schema/error.ts'
import type { Additive } from './additive.ts'
import type { Condition, Limit } from './condition.ts'
import { type Metric, type MetricSpec, type MetricSpecs, metricColumn, type SumMetric } from './metric.ts'

const BY_PARAMETER = /^([a-z][a-z0-9_]*):(\d{1,7})$/

/** The declaration behind a name, and the number in the name if it has one. */
function declared(name: string, specs: MetricSpecs): readonly [MetricSpec, number | undefined] | undefined {
  const plain = specs[name]
  if (plain && !plain.parameter) return [plain, undefined]
  const [, base, digits] = BY_PARAMETER.exec(name) ?? []
  const spec = base === undefined ? undefined : specs[`${base}:X`]
  return spec && [spec, Number(digits)]
}

const limitOf = (limit: Limit, x: number | undefined): number => (limit === 'X' ? (x ?? Number.NaN) : limit)

function conditionOf(condition: Condition, x: number | undefined): Condition {
  if (condition.kind === 'all') return { ...condition, of: condition.of.map(each => conditionOf(each, x)) }
  return 'limit' in condition ? { ...condition, limit: limitOf(condition.limit, x) } : condition
}

const additiveOf = (of: Additive, x: number | undefined): Additive =>
  of.kind === 'rows_where' ? { ...of, condition: conditionOf(of.condition, x) } : of

const spans = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const

/** Seconds as people say them: whole days, hours or minutes, else seconds. */
function spanOf(seconds: number): string {
  const [size, name] = spans.find(([each]) => seconds > 0 && seconds % each === 0) ?? [1, 's']
  if (size === 1) return `${seconds} ${name}`
  const many = seconds / size
  return `${many} ${name}${many === 1 ? '' : 's'}`
}

/** Puts the number where the declaration has an X; seconds, an `X s`, as people say them. */
const filled = (text: string, x: number | undefined): string =>
  x === undefined ? text : text.replace(/\bX s\b/g, spanOf(x)).replace(/\bX\b/g, String(x))

function checkParameter(name: string, spec: MetricSpec, x: number | undefined): void {
  const { parameter } = spec
  if (!parameter || x === undefined || (x >= parameter.min && x <= parameter.max)) return
  throw new LakeError({
    what: `the number in the name of the metric is out of range: ${parameter.doc}`,
    value: name,
    allowed: `${parameter.min} to ${parameter.max}`,
    remedy: `ask for one in between, such as ${name.replace(/:.*/, '')}:${parameter.usual[0]}`,
  })
}

/**
 * The metric of a name, among those declared; undefined when there is none.
 * @throws LakeError when its parameter is out of range
 */
export function resolveMetric(name: string, specs: MetricSpecs): Metric | undefined {
  const [spec, x] = declared(name, specs) ?? []
  if (!spec) return undefined
  checkParameter(name, spec, x)
  const words = { label: filled(spec.label, x), doc: filled(spec.doc, x) }
  const named = { name, column: metricColumn(name), ...words }
  const sumOf = (key: string): SumMetric => {
    const found = resolveMetric(filled(key, x), specs)
    if (found?.kind === 'sum') return found
    throw new Error(`metric ${name}: ${key} is no sum`)
  }
  switch (spec.kind) {
    case 'sum':
      return { ...spec, ...named, of: additiveOf(spec.of, x) }
    case 'ratio':
      return { ...spec, ...named, numerator: sumOf(spec.numerator), denominator: sumOf(spec.denominator) }
    case 'max':
      return { ...spec, ...named }
    case 'percentile':
      return { ...spec, ...named, percent: limitOf(spec.percent, x) }
  }
}
