import type { Violation } from '../model/check.ts'
import type { Scope } from './scope.ts'
import { found } from './violation.ts'

/** Quotas that the documentation has, and that are less than the service's model allows. */
const MOST_VISUALS = 50
const MOST_CALCULATED = 500
const MOST_PARAMETERS = 400

/** Not more than QuickSight's quotas. */
export function* quotaRules({ definition }: Scope): Generator<Violation> {
  const { Sheets = [], CalculatedFields = [], ParameterDeclarations = [] } = definition
  for (const [i, { SheetId, Visuals = [] }] of Sheets.entries())
    if (Visuals.length > MOST_VISUALS)
      yield found(
        `Definition.Sheets[${i}].Visuals`,
        'the sheet has too many visuals',
        `${SheetId}: ${Visuals.length}`,
        `up to ${MOST_VISUALS}`,
      )
  if (CalculatedFields.length > MOST_CALCULATED)
    yield found(
      'Definition.CalculatedFields',
      'there are too many calculated fields',
      CalculatedFields.length,
      `up to ${MOST_CALCULATED}`,
    )
  if (ParameterDeclarations.length > MOST_PARAMETERS)
    yield found(
      'Definition.ParameterDeclarations',
      'there are too many parameters',
      ParameterDeclarations.length,
      `up to ${MOST_PARAMETERS}`,
    )
}
