import type { CalculatedField, DashboardVersionDefinition } from '@aws-sdk/client-quicksight'
import type { Dashboard } from '../../normal/dashboard.ts'
import type { Dataset } from '../../spec/dataset.ts'
import type { Tokens } from '../../theme/tokens.ts'
import { assetArn, type QuickSightPlace } from '../place.ts'
import { withCompanions } from './action.ts'
import type { Context } from './context.ts'
import { shownDays } from './days.ts'
import { parameterDeclarations } from './declaration.ts'
import { type Field, fieldList } from './field.ts'
import { filterGroups, type Placed } from './filter.ts'
import { sheetDefinition } from './sheet.ts'
import { compileVisual } from './visual.ts'

/** A dashboard as QuickSight has it, and the fields that it needs of its data sets. */
export interface CompiledDefinition {
  readonly definition: DashboardVersionDefinition
  readonly fields: readonly Field[]
}

const calculatedField = ({ data, name, expression = '' }: Field): CalculatedField => ({
  DataSetIdentifier: data.name,
  Name: name,
  Expression: expression,
})

/** The data sets of fields, each once, in the order of their names. */
export const dataSetsOf = (fields: readonly Field[]): readonly Dataset[] =>
  [...new Map(fields.map(({ data }) => [data.name, data])).values()].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )

/** What is the same for all dashboards of a deployment. */
interface Around {
  readonly place: QuickSightPlace
  /** Where viewers reach the local page; undefined where it is not said. */
  readonly page_url: string | undefined
  readonly theme: Tokens
  /** By whose clocks days begin. */
  readonly time_zone: string
  readonly has_rules: boolean
}

/**
 * Compiles one dashboard: every visual, then the filters that act on what became of them, then the sheets.
 * @param all every dashboard, for visuals that lead to another one
 */
export function compileDefinition(
  dashboard: Dashboard,
  all: readonly Dashboard[],
  { place, page_url, theme, time_zone, has_rules }: Around,
): CompiledDefinition {
  const fields = fieldList()
  const days = shownDays(dashboard, time_zone)
  const titleOf = (id: string, sheet: string): string =>
    all.find(each => each.id === id)?.sheets.find(each => each.id === sheet)?.title ?? sheet
  const contexts = dashboard.sheets.map(
    (sheet): Context => ({
      ...{ dashboard, sheet, place, page_url, theme, fields, days, has_rules, titleOf },
    }),
  )
  const alone = contexts.flatMap(context =>
    context.sheet.visuals.map(
      (spec): Placed => ({ sheet: context.sheet.id, spec, compiled: compileVisual(spec, context) }),
    ),
  )
  const idsOf = new Map(alone.map(({ spec, compiled }) => [spec.id, compiled.map(({ id }) => id)]))
  const placed = alone.map(each => ({
    ...each,
    compiled: each.compiled.map(one => ({ ...one, visual: withCompanions(one.visual, idsOf) })),
  }))
  const FilterGroups = filterGroups({ dashboard, fields, days, has_rules }, placed)
  const Sheets = contexts.map(context => sheetDefinition(placed, context))
  return {
    definition: {
      DataSetIdentifierDeclarations: dataSetsOf(fields.all()).map(({ name }) => ({
        Identifier: name,
        DataSetArn: assetArn(place, 'dataset', name),
      })),
      ParameterDeclarations: parameterDeclarations(dashboard, time_zone),
      CalculatedFields: fields
        .all()
        .filter(({ made }) => made === 'in the definition')
        .map(calculatedField),
      FilterGroups,
      Sheets,
      AnalysisDefaults: {
        DefaultNewSheetConfiguration: {
          SheetContentType: 'INTERACTIVE',
          InteractiveLayoutConfiguration: {
            Grid: {
              CanvasSizeOptions: {
                ScreenCanvasSizeOptions: { ResizeOption: 'FIXED', OptimizedViewPortWidth: '1600px' },
              },
            },
          },
        },
      },
      Options: { WeekStart: 'MONDAY' },
    },
    fields: fields.all(),
  }
}
