import { describe, expect, test } from 'vitest'
import { dashboards } from '../../../dashboards/dashboards.ts'
import { actsOn } from '../../../dashboards/local/acting.ts'
import { normaliseAll } from '../../../dashboards/normal/dashboard.ts'
import { personalColumns } from '../../../dashboards/normal/personal.ts'
import { measuresIn } from '../../../dashboards/normal/wells-in.ts'
import { findingsOf, findingText } from '../../../dashboards/quicksight/check.ts'
import { filesOf } from '../../../dashboards/quicksight/files.ts'
import { isOf, type Request } from '../../../dashboards/quicksight/request.ts'
import type { QuickSightSettings } from '../../../dashboards/quicksight/settings.ts'
import { themes } from '../../../dashboards/theme/tokens.ts'
import { subjects } from '../../../sql/metrics/catalogue.ts'
import { gallery } from '../gallery/spec.ts'
import { access, compiled, inputOf, type Loose } from './compiled.ts'
import { everyDashboard } from './every-kind.ts'

describe('neither the service nor we find anything wrong', () => {
  const boards = { 'every kind': everyDashboard, ours: dashboards, 'the gallery': normaliseAll([gallery]) }
  const sets: Readonly<Record<string, Partial<QuickSightSettings>>> = {
    'as it is': {},
    'prepared as before': { legacy_data_preparation: true },
    'asked at each look': { import_mode: 'direct' },
    'in the dark': { theme: 'dark' },
  }
  for (const [board, each] of Object.entries(boards))
    for (const [name, set] of Object.entries(sets))
      test.each([
        ['everybody', []],
        ['some', access],
      ] as const)(`${board}, ${name}, for %s`, (_, rules) => {
        const requests = compiled({ dashboards: each, access: rules }, set)
        expect(findingsOf(requests).map(findingText)).toEqual([])
        expect(requests.filter(isOf('CreateDashboard'))).toHaveLength(each.length)
      })
})

test.each(dashboards.map(board => [board.id, board] as const))(
  '%s: a click filters what a click on the page does, and not what was clicked',
  (id, { filters, sheets }) => {
    const { Definition: definition } = inputOf(compiled({ dashboards }), 'CreateDashboard', id)
    for (const { id: sheet, visuals } of sheets) {
      const compiledVisuals = definition.Sheets.find((each: Loose) => each.SheetId === sheet).Visuals
      for (const { VisualId: clicked, Actions = [] } of compiledVisuals.flatMap(Object.values<Loose>)) {
        const click = Actions.find(({ Trigger }: Loose) => Trigger === 'DATA_POINT_CLICK')
        if (!click || !visuals.some(visual => visual.id === clicked)) continue
        const { SelectedFieldsConfiguration, TargetVisualsConfiguration } =
          click.ActionOperations[0].FilterOperation
        const columns = SelectedFieldsConfiguration.SelectedFields.map(
          (field: string) => field.split('.').at(-1) ?? '',
        )
        const own = filters.filter(({ column }) => columns.includes(column))
        expect([clicked, own.length]).toEqual([clicked, columns.length])
        const settings = {
          choices: Object.fromEntries(own.map(({ name }) => [name, { values: ['any'], none: false }])),
          picked: Object.fromEntries(own.map(({ name }) => [name, clicked])),
        }
        // Where a number is not made by the column, the page shows none, and QuickSight the whole.
        const acted = visuals.filter(visual =>
          own.some(
            filter =>
              actsOn(filter, visual.id, settings) &&
              measuresIn(visual).every(({ not_by = {} }) => !(filter.column in not_by)),
          ),
        )
        const targets: string[] = TargetVisualsConfiguration.SameSheetTargetVisualConfiguration.TargetVisuals
        expect([clicked, targets.filter(each => visuals.some(visual => visual.id === each))]).toEqual([
          clicked,
          acted.map(visual => visual.id),
        ])
      }
    }
  },
)

test.each(dashboards.map(board => [board.id, board] as const))(
  '%s: each sheet says how old the data is, below its controls and above all else, whatever is filtered',
  (id, { sheets }) => {
    const { Definition: definition } = inputOf(compiled({ dashboards, access }), 'CreateDashboard', id)
    for (const { id: sheet } of sheets) {
      const { Visuals, Layouts } = definition.Sheets.find((each: Loose) => each.SheetId === sheet)
      const strip = `${sheet}-freshness`
      const { Values } = Visuals.find((each: Loose) => each.TableVisual?.VisualId === strip).TableVisual
        .ChartConfiguration.FieldWells.TableAggregatedFieldWells
      expect(
        Values.map(({ DateMeasureField: { Column, AggregationFunction } }: Loose) => [
          ...[Column.DataSetIdentifier, Column.ColumnName, AggregationFunction],
        ]),
      ).toEqual([
        ['ledger', 'arrived_at', 'MAX'],
        ['ledger', 'committed_at', 'MAX'],
      ])
      const elements = Layouts[0].Configuration.GridLayout.Elements
      const at = elements.find(({ ElementId }: Loose) => ElementId === strip)
      for (const { ElementId, ElementType, RowIndex, RowSpan } of elements) {
        if (ElementId === strip) continue
        if (ElementType.endsWith('CONTROL')) expect(RowIndex + RowSpan).toBeLessThanOrEqual(at.RowIndex)
        else expect(RowIndex).toBeGreaterThanOrEqual(at.RowIndex + at.RowSpan)
      }
      expect(JSON.stringify(definition.FilterGroups)).not.toContain(strip)
    }
  },
)

describe('who may not see personal data is kept from what shows it, and from nothing else', () => {
  const requests = compiled({ dashboards, access })
  /** The columns that are restricted: of the data set, and what the definition makes of them. */
  const restrictedIn = (definition: Loose): ReadonlySet<string> => {
    const found = new Set<string>(
      requests
        .filter(isOf('CreateDataSet'))
        .flatMap(({ id, input }) =>
          (input.ColumnLevelPermissionRules ?? []).flatMap(({ ColumnNames = [] }) =>
            ColumnNames.map(name => `${id}/${name}`),
          ),
        ),
    )
    // What is made of what is made: once more for each level.
    for (const _ of definition.CalculatedFields)
      for (const { DataSetIdentifier: data, Name, Expression } of definition.CalculatedFields)
        for (const [, name] of Expression.matchAll(/\{([^}]+)\}/g))
          if (found.has(`${data}/${name}`)) found.add(`${data}/${Name}`)
    return found
  }
  /** Whether a column is named anywhere within. */
  const names = (value: unknown, columns: ReadonlySet<string>): boolean => {
    if (typeof value !== 'object' || value === null) return false
    const { DataSetIdentifier, ColumnName } = value as Loose
    return (
      columns.has(`${DataSetIdentifier}/${ColumnName}`) ||
      Object.values(value).some(each => names(each, columns))
    )
  }

  test.each(dashboards.map(board => [board.id, board] as const))('%s', (id, { sheets }) => {
    const { Definition: definition } = inputOf(requests, 'CreateDashboard', id)
    const restricted = restrictedIn(definition)
    const shown: string[] = definition.Sheets.flatMap(({ Visuals }: Loose) => Visuals)
      .filter((visual: Loose) => names(visual, restricted))
      .map((visual: Loose) => (Object.values(visual)[0] as Loose).VisualId)
    const filtered: string[] = definition.FilterGroups.filter(({ Filters }: Loose) =>
      names(Filters, restricted),
    ).flatMap(({ ScopeConfiguration }: Loose) =>
      ScopeConfiguration.SelectedSheets.SheetVisualScopingConfigurations.flatMap(
        ({ VisualIds }: Loose) => VisualIds,
      ),
    )
    const personal = sheets
      .flatMap(({ visuals }) => visuals)
      .filter(visual => personalColumns(visual).length > 0)
    // As "view as" bars it on the local page.
    expect([...new Set([...shown, ...filtered])].toSorted()).toEqual(personal.map(each => each.id).toSorted())
  })

  test('a visual says which filter it does not follow, and without rules it follows it', () => {
    const captionIn = (all: readonly Request[]): string => {
      const visuals = inputOf(all, 'CreateDashboard', 'overview').Definition.Sheets[0].Visuals
      const found = visuals.find((each: Loose) => each.KPIVisual?.VisualId === 'contacts')
      return found.KPIVisual.Subtitle.FormatText?.PlainText ?? ''
    }
    expect(captionIn(requests)).toMatch(/not filtered by agent$/)
    expect(captionIn(compiled({ dashboards }))).not.toMatch('not filtered by agent')
  })
})

test('the same dashboards make the same bytes, and another one another hash', () => {
  expect(filesOf(compiled())).toEqual(filesOf(compiled()))
  const hash = (requests: readonly Request[]): string =>
    inputOf(requests, 'CreateDashboard', 'every-kind').Tags.find(
      ({ Key }: { Key: string }) => Key === 'connect-lake:hash',
    ).Value
  const dark = compiled({ colours: { ...themes, light: themes.dark } })
  expect(hash(compiled({ version: '2.0.0' }))).toBe(hash(compiled()))
  expect(hash(dark)).not.toBe(hash(compiled()))
})

describe('labels of the catalogue have one meaning each', () => {
  test.each(subjects)('$name', ({ metrics }) => {
    const labels = Object.values(metrics)
      .filter(({ kind }) => kind !== 'percentile')
      .map(({ label }) => label.toLowerCase())
    expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([])
  })
})
