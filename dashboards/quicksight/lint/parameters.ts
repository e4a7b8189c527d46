import type { Violation } from '../model/check.ts'
import type { Scope } from './scope.ts'
import { doubles, found, oneOf } from './violation.ts'

/** A parameter that a definition declares. */
interface Declared {
  readonly name: string
  readonly type: 'String' | 'Decimal' | 'Integer' | 'DateTime'
  readonly path: string
  readonly value: Readonly<Record<string, unknown>>
}

/** The parameters that a definition declares. */
export const declaredParameters = (scope: Scope): readonly Declared[] =>
  (['String', 'Decimal', 'Integer', 'DateTime'] as const).flatMap(type =>
    scope
      .nodes(`${type}ParameterDeclaration`)
      .map(({ value, path }) => ({ name: String(value.Name), type, path, value })),
  )

/** Members that name a parameter. */
const members = ['ParameterName', 'SourceParameterName', 'DestinationParameterName', 'Parameter'] as const

/** Structures of filters whose member `Parameter` or `ParameterName` is of a type. */
const filterTypes: Readonly<Record<string, readonly Declared['type'][]>> = {
  CustomFilterConfiguration: ['String'],
  NumericRangeFilterValue: ['Decimal', 'Integer'],
  NumericEqualityFilter: ['Decimal', 'Integer'],
  TimeRangeFilterValue: ['DateTime'],
  TimeEqualityFilter: ['DateTime'],
  AnchorDateConfiguration: ['DateTime'],
  RelativeDatesFilter: ['Integer'],
  TopBottomFilter: ['Integer'],
  ParameterDateTimePickerControl: ['DateTime'],
  ParameterSliderControl: ['Decimal', 'Integer'],
  ParameterTextAreaControl: ['String', 'Decimal', 'Integer'],
}

function* declarationRules({ name, type, path, value }: Declared, scope: Scope): Generator<Violation> {
  const defaults = (value.DefaultValues ?? {}) as {
    readonly StaticValues?: readonly unknown[]
    readonly DynamicValue?: unknown
    readonly RollingDate?: unknown
  }
  const unset = value.ValueWhenUnset as { ValueWhenUnsetOption?: string; CustomValue?: unknown } | undefined
  const { StaticValues = [] } = defaults
  if (value.ParameterValueType === 'SINGLE_VALUED' && StaticValues.length > 1)
    yield found(
      `${path}.DefaultValues.StaticValues`,
      'a parameter of one value has several',
      StaticValues,
      'one, or MULTI_VALUED',
    )
  const hasDefault =
    StaticValues.length > 0 || defaults.DynamicValue !== undefined || defaults.RollingDate !== undefined
  if (type === 'DateTime' && !hasDefault)
    yield found(
      `${path}.DefaultValues`,
      'a parameter of a time has no default',
      name,
      'StaticValues, RollingDate or DynamicValue',
    )
  if (unset?.CustomValue !== undefined && unset.ValueWhenUnsetOption !== undefined)
    yield found(
      `${path}.ValueWhenUnset`,
      'there is both a value and an option',
      unset,
      'CustomValue alone, or ValueWhenUnsetOption alone',
    )
  for (const [i, each] of (
    (value.MappedDataSetParameters ?? []) as { DataSetIdentifier?: string }[]
  ).entries())
    if (!scope.dataSets.has(each.DataSetIdentifier ?? ''))
      yield found(
        `${path}.MappedDataSetParameters[${i}].DataSetIdentifier`,
        'the data set is not declared',
        each.DataSetIdentifier,
        oneOf(scope.dataSets.keys()),
      )
}

/** Parameters are declared, once, with what they need; and of the type that is meant where they are named. */
export function* parameterRules(scope: Scope): Generator<Violation> {
  const declared = declaredParameters(scope)
  const byName = new Map(declared.map(each => [each.name, each]))
  // Their names do not tell large letters from small ones.
  yield* doubles(
    'the name of a parameter',
    declared.map(({ name, path }) => ({ name: name.toLowerCase(), path: `${path}.Name` })),
  )
  for (const each of declared) yield* declarationRules(each, scope)
  for (const { shape, value, path } of scope.all())
    for (const member of members) {
      const name = value[member]
      if (typeof name !== 'string' || shape === 'OverrideDatasetParameterOperation') continue
      const parameter = byName.get(name)
      const types = filterTypes[shape]
      if (!parameter)
        yield found(`${path}.${member}`, 'there is no such parameter', name, oneOf(byName.keys()))
      else if (types && !types.includes(parameter.type))
        yield found(
          `${path}.${member}`,
          'a parameter of another type is meant',
          `${name}, a ${parameter.type}`,
          types.join(', '),
        )
    }
  // What it does not know QuickSight leaves as it stands, in the address that is opened.
  for (const { value, path } of scope.nodes('CustomActionURLOperation'))
    for (const [, name = ''] of String(value.URLTemplate).matchAll(/<<\$(\w+)>>/g))
      if (!byName.has(name))
        yield found(`${path}.URLTemplate`, 'there is no such parameter', name, oneOf(byName.keys()))
  for (const { calculated } of scope.dataSets.values())
    for (const { name, path, expression } of calculated.values())
      for (const parameter of expression?.parameters ?? [])
        if (!byName.has(parameter))
          yield found(
            `${path}.Expression`,
            'there is no such parameter',
            `${name}: ${parameter}`,
            oneOf(byName.keys()),
          )
}
