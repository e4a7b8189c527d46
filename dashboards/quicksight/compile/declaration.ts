import type { ParameterDeclaration } from '@aws-sdk/client-quicksight'
import { LakeError } from '../../../schema/error.ts'
import type { Dashboard } from '../../normal/dashboard.ts'
import { firstDays } from './days.ts'
import { daysParameters, parameterName } from './parameter.ts'

const day = (Name: string, Expression: string): ParameterDeclaration => ({
  DateTimeParameterDeclaration: {
    Name,
    TimeGranularity: 'DAY',
    DefaultValues: { RollingDate: { Expression } },
  },
})

/** Throws where two names are one, for QuickSight's have no separators. */
function checkNames(names: readonly string[], id: string): void {
  const lower = names.map(name => name.toLowerCase())
  const twice = names.find((_, i) => lower.indexOf(lower[i] ?? '') !== i)
  if (twice === undefined) return
  throw new LakeError({
    what: `dashboard ${id}: two filters or parameters have the same name in QuickSight`,
    value: twice,
    allowed: `each once, and none of ${Object.values(daysParameters).join(', ')}`,
    remedy: 'rename one of the two',
  })
}

/**
 * What the viewer of a dashboard can set: the days, the values of lists, and numbers such as targets.
 * @param time_zone by whose clocks days begin
 */
export function parameterDeclarations(dashboard: Dashboard, time_zone: string): ParameterDeclaration[] {
  const { id, dates, filters, parameters } = dashboard
  const lists = filters.filter(({ kind }) => kind === 'list').map(({ name }) => parameterName(name))
  checkNames(
    [...Object.values(daysParameters), ...lists, ...parameters.map(({ name }) => parameterName(name))],
    id,
  )
  const { from, to } = firstDays(dashboard, time_zone)
  return [
    ...(dates.pinned ? [] : [day(daysParameters.from, from), day(daysParameters.to, to)]),
    ...lists.map(
      (Name): ParameterDeclaration => ({
        StringParameterDeclaration: {
          Name,
          ParameterValueType: 'MULTI_VALUED',
          // Nothing set: all values.
          DefaultValues: { StaticValues: [] },
          ValueWhenUnset: { ValueWhenUnsetOption: 'RECOMMENDED_VALUE' },
        },
      }),
    ),
    ...parameters.map(
      (parameter): ParameterDeclaration => ({
        DecimalParameterDeclaration: {
          Name: parameterName(parameter.name),
          ParameterValueType: 'SINGLE_VALUED',
          DefaultValues: { StaticValues: [parameter.default] },
        },
      }),
    ),
  ]
}
