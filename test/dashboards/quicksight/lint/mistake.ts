import { expect, test } from 'vitest'
import { findingsOf } from '../../../../dashboards/quicksight/check.ts'
import { type Request, requestName } from '../../../../dashboards/quicksight/request.ts'
import { changed } from '../changed.ts'
import { requests } from '../requests.ts'

/** Requests of which one has some places changed. */
export const wrong = (
  name: string,
  changes: readonly (readonly [path: string, value: unknown])[],
): readonly Request[] =>
  requests().map(each =>
    requestName(each) === name
      ? {
          ...each,
          input: changes.reduce((input, [path, value]) => changed(input, path, value), each.input as object),
        }
      : each,
  ) as readonly Request[]

export type Mistake = readonly [
  title: string,
  changes: readonly (readonly [path: string, value: unknown])[],
  /** The path ends so, what is said, and a part of the value and of what is allowed. */
  path: string,
  what: string,
  value: string,
  allowed: string,
]

/** Each mistake in a request is told: where, what, what is there, and what is allowed. */
export function areTold(name: string, mistakes: readonly Mistake[]): void {
  test.each(mistakes)('%s', (_title, changes, path, what, value, allowed) => {
    const found = findingsOf(wrong(name, changes)).filter(({ request }) => requestName(request) === name)
    expect(
      found.map(({ path: at, what: said, value: met, allowed: can }) => ({ at, said, met, can })),
    ).toContainEqual({
      at: expect.stringMatching(new RegExp(`${path.replace(/[[\]]/g, '\\$&')}$`)),
      said: expect.stringContaining(what),
      met: expect.stringContaining(value),
      can: expect.stringContaining(allowed),
    })
  })
}

/** Where the parts of the dashboard stand that mistakes are made in. */
export const sheet = 'Definition.Sheets[0]'
export const grid = `${sheet}.Layouts[0].Configuration.GridLayout`
export const above = `${sheet}.SheetControlLayouts[0].Configuration.GridLayout.Elements`
export const kpi = `${sheet}.Visuals[0].KPIVisual`
export const line = `${sheet}.Visuals[1].LineChartVisual`
export const measure = `${kpi}.ChartConfiguration.FieldWells.Values[0].NumericalMeasureField`
export const wells = `${line}.ChartConfiguration.FieldWells.LineChartAggregatedFieldWells`
export const day = `${wells}.Category[0].DateDimensionField`
export const count = `${wells}.Values[0].CategoricalMeasureField`
export const group = 'Definition.FilterGroups[0]'
export const filter = `${group}.Filters[0]`
export const dates = `${filter}.RelativeDatesFilter`
export const scopes = `${group}.ScopeConfiguration.SelectedSheets.SheetVisualScopingConfigurations`
export const target = 'Definition.ParameterDeclarations[0].DecimalParameterDeclaration'
export const slider = `${sheet}.ParameterControls[0].Slider`
export const expression = 'Definition.CalculatedFields[0].Expression'
export const column = (ColumnName: string) => ({ DataSetIdentifier: 'contacts', ColumnName })
export const calculated = (Name: string, Expression: string) => ({
  DataSetIdentifier: 'contacts',
  Name,
  Expression,
})
export const visual = (VisualId: string) => ({ EmptyVisual: { VisualId, DataSetIdentifier: 'contacts' } })
