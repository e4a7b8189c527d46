import type { Violation } from '../model/check.ts'
import { functions, unknownCalls } from './expression.ts'
import type { Calculated, DataSetScope, Scope } from './scope.ts'
import { doubles, found, oneOf } from './violation.ts'

/** The way back to a field through what it is made of; undefined where there is none. */
function knot(
  name: string,
  fields: ReadonlyMap<string, Calculated>,
  way: readonly string[],
): readonly string[] | undefined {
  for (const next of fields.get(name)?.expression?.fields ?? []) {
    if (next === way[0]) return [...way, next]
    if (way.includes(next)) continue
    const back = knot(next, fields, [...way, next])
    if (back) return back
  }
  return undefined
}

function* fieldRules(
  { name, path, expression, fault }: Calculated,
  { columns, calculated }: DataSetScope,
  scope: Scope,
  dataSet: string,
): Generator<Violation> {
  const at = `${path}.Expression`
  if (!expression)
    return yield found(at, 'the expression is none', `${name}: it ${fault}`, 'an expression of QuickSight')
  if (columns?.has(name))
    yield found(`${path}.Name`, 'a calculated field has the name of a column', name, 'another name')
  for (const call of unknownCalls(expression))
    yield found(at, 'there is no such function', `${name}: ${call}`, functions.join(', '))
  const back = knot(name, calculated, [name])
  if (back)
    return yield found(
      at,
      'a calculated field is made of itself',
      back.join(' → '),
      'fields that do not lead back',
    )
  if (columns)
    for (const field of expression.fields)
      if (!columns.has(field) && !calculated.has(field))
        yield found(
          at,
          `the data set ${dataSet} has no such column`,
          `${name}: ${field}`,
          oneOf([...columns.keys(), ...calculated.keys()]),
        )
  const level = expression.level(field => {
    const inner = scope.field({ DataSetIdentifier: dataSet, ColumnName: field })
    return inner?.kind === 'calculated' ? inner.level : 'row'
  })
  if (level === 'mixed')
    yield found(
      at,
      'values of rows stand beside aggregates',
      name,
      'either all fields in aggregates, or none',
    )
  if (level === 'nested')
    yield found(
      at,
      'an aggregate is taken of an aggregate',
      name,
      'aggregates of fields, or of sum({…}, [{…}])',
    )
}

/** Calculated fields can be read, name what there is, and do not lead back to themselves. */
export function* calculatedRules(scope: Scope): Generator<Violation> {
  const fields = scope.definition.CalculatedFields ?? []
  for (const [i, { DataSetIdentifier }] of fields.entries())
    if (DataSetIdentifier !== undefined && !scope.dataSets.has(DataSetIdentifier))
      yield found(
        `Definition.CalculatedFields[${i}].DataSetIdentifier`,
        'the data set is not declared',
        DataSetIdentifier,
        oneOf(scope.dataSets.keys()),
      )
  yield* doubles(
    'a calculated field',
    fields.map(({ DataSetIdentifier, Name }, i) => ({
      name: `${DataSetIdentifier}: ${Name}`,
      path: `Definition.CalculatedFields[${i}].Name`,
    })),
  )
  for (const [name, dataSet] of scope.dataSets)
    for (const field of dataSet.calculated.values()) yield* fieldRules(field, dataSet, scope, name)
}
