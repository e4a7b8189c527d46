import type { ResourcePermission } from '@aws-sdk/client-quicksight'
import type { Violation } from '../model/check.ts'
import { serviceModel } from '../model/model.ts'
import { isOf, type Request } from '../request.ts'
import { calculatedRules } from './calculated.ts'
import { aggregationRules, columnRules } from './columns.ts'
import { controlRules } from './controls.ts'
import type { Columns } from './data-set.ts'
import { dataSetRules } from './data-sets.ts'
import { filterRules } from './filters.ts'
import { idRules } from './ids.ts'
import { layoutRules } from './layout.ts'
import { parameterRules } from './parameters.ts'
import { permissionRules } from './permissions.ts'
import { quotaRules } from './quotas.ts'
import { referenceRules } from './references.ts'
import { refreshPropertiesRules, scheduleRules } from './refresh.ts'
import { columnsByArn, type Scope, scopeOf } from './scope.ts'
import { textRules } from './texts.ts'
import { actionRules, visualRules } from './visuals.ts'

/** What holds for a definition of an analysis or a dashboard. */
const definitionRules: readonly ((scope: Scope) => Iterable<Violation>)[] = [
  idRules,
  columnRules,
  calculatedRules,
  aggregationRules,
  parameterRules,
  filterRules,
  controlRules,
  layoutRules,
  visualRules,
  actionRules,
  textRules,
  quotaRules,
]

function* definitionFaults(
  request: Request,
  columns: ReadonlyMap<string, Columns | undefined>,
): Generator<Violation> {
  const [shape, definition] = isOf('CreateDashboard')(request)
    ? (['DashboardVersionDefinition', request.input.Definition] as const)
    : isOf('CreateAnalysis')(request)
      ? (['AnalysisDefinition', request.input.Definition] as const)
      : []
  if (!shape || !definition) return
  const scope = scopeOf(definition, shape, columns)
  for (const rule of definitionRules) yield* rule(scope)
}

/**
 * What no model sees: names that lead nowhere, what would not be shown, what QuickSight refuses only when it has begun.
 * @param request has to be as the model has it
 * @param all     the requests it is sent with
 * @param sound   those of them that are as the model has them: what is in others cannot be looked at
 */
export function* lint(
  request: Request,
  all: readonly Request[],
  sound: readonly Request[],
): Generator<Violation> {
  const shape = serviceModel.operations[request.operation]?.input as string
  const { Permissions } = request.input as { readonly Permissions?: readonly ResourcePermission[] }
  yield* referenceRules(request, all, shape)
  yield* permissionRules(request.operation, Permissions ?? [])
  if (isOf('CreateDataSet')(request)) yield* dataSetRules(request.input, sound)
  if (isOf('PutDataSetRefreshProperties')(request)) yield* refreshPropertiesRules(request.input, sound)
  if (isOf('CreateRefreshSchedule')(request)) yield* scheduleRules(request.input, sound)
  yield* definitionFaults(request, columnsByArn(sound))
}
