import type { ParameterDeclaration } from '@aws-sdk/client-quicksight'
import { LakeError } from '../../../schema/error.ts'
import { leastUtcOffset } from '../../../sql/time-zone.ts'
import type { Dashboard } from '../../normal/dashboard.ts'
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
 * The day that it is, for default values. `now()` is UTC, and no function knows zones: the clocks of the business are its
 * clocks of winter, so that the day is never one that has not begun. In the hour after midnight of summer time it is the
 * day before.
 */
function today(time_zone: string): string {
  const minutes = leastUtcOffset(time_zone)
  return `truncDate('DD', ${minutes === 0 ? 'now()' : `addDateTime(${minutes}, 'MI', now())`})`
}

/**
 * What the viewer of a dashboard can set: the days, the values of lists, and numbers such as targets.
 * @param time_zone by whose clocks days begin
 */
export function parameterDeclarations(
  { id, dates, filters, parameters }: Dashboard,
  time_zone: string,
): ParameterDeclaration[] {
  const lists = filters.filter(({ kind }) => kind === 'list').map(({ name }) => parameterName(name))
  checkNames(
    [...Object.values(daysParameters), ...lists, ...parameters.map(({ name }) => parameterName(name))],
    id,
  )
  const to = today(time_zone)
  return [
    day(daysParameters.from, `addDateTime(${1 - dates.default_days}, 'DD', ${to})`),
    day(daysParameters.to, to),
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
