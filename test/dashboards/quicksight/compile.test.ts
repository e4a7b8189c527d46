import { describe, expect, test } from 'vitest'
import { dashboards } from '../../../dashboards/dashboards.ts'
import { actsOn } from '../../../dashboards/local/acting.ts'
import type { PageVisual } from '../../../dashboards/local/model.ts'
import { normaliseAll } from '../../../dashboards/normal/dashboard.ts'
import { personalColumns } from '../../../dashboards/normal/personal.ts'
import { measuresIn } from '../../../dashboards/normal/wells-in.ts'
import { subtitleOf } from '../../../dashboards/page/subtitle.ts'
import { findingsOf, findingText } from '../../../dashboards/quicksight/check.ts'
import { compileQuickSight, type Source } from '../../../dashboards/quicksight/compile/compile.ts'
import { filesOf } from '../../../dashboards/quicksight/files.ts'
import { isOf, type Request } from '../../../dashboards/quicksight/request.ts'
import type { QuickSightSettings } from '../../../dashboards/quicksight/settings.ts'
import { themes } from '../../../dashboards/theme/tokens.ts'
import type { Access } from '../../../sql/access.ts'
import { subjects } from '../../../sql/metrics/catalogue.ts'
import { gallery } from '../gallery/spec.ts'
import { everyDashboard, settings } from './every-kind.ts'
import { parameter } from './requests.ts'

// biome-ignore lint/suspicious/noExplicitAny: requests are looked into by the names of their members, which the service's model has checked.
type Loose = any

const access: Access = [
  { group: 'leads', rows: { queue_name: ['Sales'] } },
  { user: 'ann@example.com', rows: 'all', personal_data: true },
]

const compiled = (more: Partial<Source> = {}, set: Partial<QuickSightSettings> = {}): readonly Request[] =>
  compileQuickSight({
    dashboards: everyDashboard,
    version: '1.0.0',
    ...more,
    settings: { ...settings, ...set },
  })

const inputOf = (requests: readonly Request[], operation: Request['operation'], id: string): Loose =>
  requests.find(each => each.operation === operation && each.id === id)?.input

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

describe('data sets', () => {
  const calls = (more: Partial<Source> = {}, set: Partial<QuickSightSettings> = {}) =>
    inputOf(compiled(more, set), 'CreateDataSet', 'calls')
  const namesOf = (input: Loose): string[] =>
    input.PhysicalTableMap.table.RelationalTable.InputColumns.map(({ Name }: { Name: string }) => Name)

  test('read the stable name of the view, and no column that nothing uses', () => {
    const { Name, Schema, Catalog } = calls().PhysicalTableMap.table.RelationalTable
    expect([Catalog, Schema, Name]).toEqual(['AwsDataCatalog', 'connect_lake', 'contact'])
    expect(namesOf(calls())).toEqual([
      ...['contact_date', 'channel', 'initiation_method', 'disconnect_reason', 'queue_name', 'queue_kind'],
      ...['agent_username', 'interval_start', 'is_test', 'is_queued', 'is_handled', 'is_abandoned'],
      ...['queue_duration_s', 'handle_time_s', 'number_of_holds'],
    ])
  })

  test('each column has an id of its own, read or made', () => {
    const input = calls()
    const ids = [
      ...input.PhysicalTableMap.table.RelationalTable.InputColumns.map(({ Id }: { Id: string }) => Id),
      ...input.DataPrepConfiguration.TransformStepMap.columns.CreateColumnsStep.Columns.map(
        ({ ColumnId }: { ColumnId: string }) => ColumnId,
      ),
    ]
    expect(ids).toContain('read-disconnect-reason')
    expect(ids).toContain('made-disconnect-reason')
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('with rules the columns that these are about are there, too', () => {
    const names = namesOf(calls({ access }))
    expect(names).toContain('agent_hierarchy_level3_name')
    expect(namesOf(calls())).not.toContain('agent_hierarchy_level3_name')
  })

  test('rows by rules: a set of its own, asked anew at each look, seen by owners only', () => {
    const requests = compiled({ access })
    const rules = inputOf(requests, 'CreateDataSet', 'calls-rules')
    expect(rules).toMatchObject({ UseAs: 'RLS_RULES', ImportMode: 'DIRECT_QUERY' })
    expect(rules.Permissions.map(({ Principal }: { Principal: string }) => Principal)).toEqual([
      'arn:aws:quicksight:us-east-1:123456789012:group/default/builders',
    ])
    expect(
      inputOf(requests, 'CreateDataSet', 'calls').SemanticModelConfiguration.TableMap.model
        .RowLevelPermissionConfiguration.RowLevelPermissionDataSet,
    ).toEqual({
      Namespace: 'default',
      Arn: 'arn:aws:quicksight:eu-central-1:123456789012:dataset/test-calls-rules',
      PermissionPolicy: 'GRANT_ACCESS',
      FormatVersion: 'VERSION_1',
      Status: 'ENABLED',
    })
    expect(inputOf(compiled(), 'CreateDataSet', 'calls-rules')).toBeUndefined()
  })

  test('personal data is seen by whom a rule gives it, also in what is made of it', () => {
    expect(calls({ access }).ColumnLevelPermissionRules).toEqual([
      {
        ColumnNames: ['agent_username', 'Agent'],
        Principals: ['arn:aws:quicksight:us-east-1:123456789012:user/default/ann@example.com'],
      },
    ])
    const nobody = access.filter(rule => !rule.personal_data)
    expect(calls({ access: nobody }).ColumnLevelPermissionRules[0].Principals).toEqual([
      'arn:aws:quicksight:us-east-1:123456789012:group/default/builders',
    ])
  })

  test('the look back is as long as records can be late, and longer where rows tell of later days', () => {
    const window = (requests: readonly Request[], id: string) =>
      inputOf(requests, 'PutDataSetRefreshProperties', id).DataSetRefreshProperties.RefreshConfiguration
        .IncrementalRefresh.LookbackWindow
    expect(window(compiled({}, { late_days: 5 }), 'calls')).toEqual({
      ColumnName: 'contact_date',
      Size: 5,
      SizeUnit: 'DAY',
    })
    const later = everyDashboard.map(board => ({
      ...board,
      sheets: board.sheets.map(sheet => ({
        ...sheet,
        visuals: sheet.visuals.map(visual => ({
          ...visual,
          data: {
            ...visual.data,
            subject: subjects.find(({ name }) => name === 'repeats'),
          },
        })),
      })),
    })) as unknown as typeof everyDashboard
    // A contact counts as followed up to 30 days after it, by one of a journey that lasts up to a week, twice.
    expect(window(compiled({ dashboards: later }), 'calls').Size).toBeGreaterThanOrEqual(3 + 30)
  })

  test('what tells of now is asked for at each look, with its rules, unless the settings name it', () => {
    const ids = ['agents-now', 'queues-now']
    const modeIn = (requests: readonly Request[], id: string): string =>
      inputOf(requests, 'CreateDataSet', id).ImportMode
    const requests = compiled({ dashboards, access })
    const named = compiled(
      { dashboards, access },
      { import_modes: Object.fromEntries(ids.map(id => [id, 'spice'])) },
    )
    expect(findingsOf(named)).toEqual([])
    for (const id of ids) {
      expect(modeIn(requests, id)).toBe('DIRECT_QUERY')
      expect(modeIn(named, id)).toBe('SPICE')
      const schedulesIn = (all: readonly Request[]) =>
        all.filter(isOf('CreateRefreshSchedule')).filter(each => each.id.startsWith(id))
      expect([schedulesIn(requests).length, schedulesIn(named).length]).toEqual([0, 2])
      const { SemanticModelConfiguration } = inputOf(requests, 'CreateDataSet', id)
      const [semantic] = Object.values(SemanticModelConfiguration.TableMap) as Loose[]
      expect(semantic.RowLevelPermissionConfiguration.RowLevelPermissionDataSet).toMatchObject({
        Arn: expect.stringMatching(new RegExp(`${id}-rules$`)),
        Status: 'ENABLED',
      })
    }
    // What tells of today and of days before stays in memory.
    for (const id of ['contacts', 'queue-moments', 'agent-moments'])
      expect(modeIn(requests, id)).toBe('SPICE')
  })

  test('what was erased leaves the memory within a week', () => {
    // The other data set is that of the lake's books, of which each sheet tells how old the data is.
    const schedules = (set: Partial<QuickSightSettings> = {}) =>
      compiled({}, set)
        .filter(isOf('CreateRefreshSchedule'))
        .filter(({ id }) => id.startsWith('calls.'))
    expect(
      schedules().map(({ input }) => [
        input.Schedule?.ScheduleFrequency?.Interval,
        input.Schedule?.RefreshType,
        input.Schedule?.ScheduleFrequency?.TimeOfTheDay,
      ]),
    ).toEqual([
      ['DAILY', 'INCREMENTAL_REFRESH', '05:30'],
      ['WEEKLY', 'FULL_REFRESH', '07:30'],
    ])
    expect(schedules({ full_refresh: ['calls'] }).map(({ input }) => input.Schedule?.RefreshType)).toEqual([
      'FULL_REFRESH',
    ])
    expect(schedules({ import_modes: { calls: 'direct' } })).toEqual([])
  })
})

describe('definitions', () => {
  const { Definition: definition } = inputOf(compiled(), 'CreateDashboard', 'every-kind')
  const visual = (id: string): Loose =>
    definition.Sheets.flatMap((sheet: Loose) => sheet.Visuals)
      .map((each: object) => Object.values(each)[0])
      .find((each: Loose) => each.VisualId === id)
  const groupsOf = (id: string): string[] =>
    definition.FilterGroups.filter((group: Loose) =>
      group.ScopeConfiguration.SelectedSheets.SheetVisualScopingConfigurations.some((scope: Loose) =>
        scope.VisualIds.includes(id),
      ),
    ).map((group: Loose) => group.FilterGroupId)

  test('a ratio is a quotient of sums, of whatever rows it is shown for', () => {
    const expressions = Object.fromEntries(
      definition.CalculatedFields.map(({ Name, Expression }: Record<string, string>) => [Name, Expression]),
    )
    expect(expressions['Abandonment rate']).toBe(
      '100.0 * sum(ifelse({is_abandoned} = true, 1, 0)) / nullIf(sum(ifelse({is_queued} = true, 1, 0)), 0)',
    )
    expect(expressions['Service level 20 s']).toBe(
      '100.0 * sum(ifelse({queue_duration_s} < 20, 1, 0)) / nullIf(sum(ifelse({is_queued} = true, 1, 0)), 0)',
    )
    expect(expressions['Average handle time']).toBe(
      '1.0 * sum({handle_time_s}) / nullIf(count({handle_time_s}), 0)',
    )
    // Of a number that is compared, each value is of one of the two periods.
    expect(expressions['Longest time in queue, days shown']).toBe(
      `max(ifelse({contact_date} >= ${parameter('From')}, {queue_duration_s}, null))`,
    )
    // That of the days before is none, where the first of them is before all rows.
    const firstBefore = `addDateTime(0 - dateDiff(${parameter('From')}, ${parameter('To')}, 'DD') - 1, 'DD', ${parameter('From')})`
    expect(expressions['Longest time in queue, days before']).toBe(
      `ifelse(min(minOver({contact_date}, [], PRE_FILTER)) <= ${firstBefore}, ` +
        `max(ifelse({contact_date} < ${parameter('From')}, {queue_duration_s}, null)), null)`,
    )
    // No average of anything, and no aggregation on top of one.
    expect(JSON.stringify(definition)).not.toMatch(/avg\(|AVERAGE/)
  })

  test('the days are parameters, the newest ones to begin with', () => {
    expect(
      definition.ParameterDeclarations.slice(0, 2).map(
        (each: Loose) => each.DateTimeParameterDeclaration.DefaultValues.RollingDate.Expression,
      ),
    ).toEqual(["addDateTime(-1, 'DD', truncDate('DD', now()))", "truncDate('DD', now())"])
  })

  // Clocks of winter: Paris is an hour before UTC, New York five behind, Adelaide nine and a half before, Kolkata has no other.
  test.each([
    ['Europe/Paris', 60],
    ['America/New_York', -300],
    ['Australia/Adelaide', 570],
    ['Asia/Kolkata', 330],
  ])('the last of them is today in %s', (time_zone, minutes) => {
    const { ParameterDeclarations } = inputOf(
      compiled({ time_zone }),
      'CreateDashboard',
      'every-kind',
    ).Definition
    const today = `truncDate('DD', addDateTime(${minutes}, 'MI', now()))`
    expect(
      ParameterDeclarations.slice(0, 2).map(
        (each: Loose) => each.DateTimeParameterDeclaration.DefaultValues.RollingDate.Expression,
      ),
    ).toEqual([`addDateTime(-1, 'DD', ${today})`, today])
  })

  test('pinned days are no parameter, and have no control: they are those of today', () => {
    const all = compiled({ dashboards, time_zone: 'America/New_York' }, { page_url: 'https://lake.example' })
    const wall = inputOf(all, 'CreateDashboard', 'wallboard').Definition
    expect(JSON.stringify(wall.ParameterDeclarations)).not.toMatch(/"(From|To)"/)
    expect(JSON.stringify(wall)).not.toMatch(/DateTimePicker|\$\{?(From|To)\b/)
    const [days] = wall.FilterGroups.filter((each: Loose) => each.FilterGroupId === 'days-contacts')
    const { RangeMinimumValue, RangeMaximumValue } = days.Filters[0].TimeRangeFilter
    const today = "truncDate('DD', addDateTime(-300, 'MI', now()))"
    expect([RangeMinimumValue, RangeMaximumValue].map(each => each.RollingDate.Expression)).toEqual([
      `addDateTime(0, 'DD', ${today})`,
      today,
    ])
  })

  test('what tells of now is of now whatever the days, and nothing was before it', () => {
    const wall = inputOf(compiled({ dashboards }), 'CreateDashboard', 'wallboard').Definition
    const ids: string[] = wall.FilterGroups.map((each: Loose) => each.FilterGroupId)
    expect(ids.filter(id => /^(days|periods)-/.test(id)).toSorted()).toEqual([
      'days-contacts',
      'days-queue-moments',
    ])
    expect(ids).toContain('queue-queues-now')
    const { KPIVisual } = wall.Sheets[0].Visuals.find(
      (each: Loose) => each.KPIVisual?.VisualId === 'agents-online-now',
    )
    expect(KPIVisual.ChartConfiguration.FieldWells.TrendGroups).toEqual([])
    expect(KPIVisual.ChartConfiguration.KPIOptions.Comparison).toBeUndefined()
  })

  test('a list filters every data set in the words that it lists', () => {
    const [agent] = inputOf(
      compiled({ dashboards }),
      'CreateDashboard',
      'customers',
    ).Definition.FilterGroups.filter((each: Loose) => each.FilterGroupId === 'agent-transfers')
    const { ColumnName } = agent.Filters[0].CategoryFilter.Column
    const made = inputOf(compiled({ dashboards }), 'CreateDataSet', 'transfers').DataPrepConfiguration
      .TransformStepMap.columns.CreateColumnsStep.Columns
    // In transfers, who has no agent was handed over by a flow; a list of agents knows no such word.
    expect(made.find((each: Loose) => each.ColumnName === ColumnName).Expression).toBe(
      "ifelse(isNull({agent_username}), 'No agent', {agent_username})",
    )
  })

  test('visuals follow the filters that act on them', () => {
    expect(groupsOf('agents')).toEqual([
      ...['days-calls', 'queue-calls', 'agent-calls', 'channel-calls', 'wait', 'handle_time', 'agents-1'],
    ])
    expect(groupsOf('words')).not.toContain('channel-calls')
    expect(groupsOf('contacts')).toContain('periods-calls')
    expect(groupsOf('contacts')).not.toContain('days-calls')
    expect(groupsOf('contacts-trend')).toContain('days-calls')
  })

  test('what is made of few is told as each target shows it: hollow on the page, in the tooltip here', () => {
    const agents = everyDashboard.flatMap(({ sheets }) => sheets.flatMap(({ visuals }) => visuals))
    const few = agents.find(({ id }) => id === 'agents') as (typeof agents)[number]
    expect(subtitleOf({ ...few, subtitle: 'Most first' } as unknown as PageVisual)).toBe(
      'Most first; hollow: fewer than 2 (n)',
    )
    expect(visual('agents').Subtitle.FormatText.PlainText).toBe(
      'too few to compare: fewer than 2 contacts handled (tooltip)',
    )
    const drawn = JSON.stringify(compiled({ dashboards }))
    expect(drawn).not.toContain('hollow')
  })

  test('what it means that there is nothing is told where QuickSight has no words for it', () => {
    const { Sheets } = inputOf(compiled({ dashboards }), 'CreateDashboard', 'data-health').Definition
    const told = Sheets.flatMap(({ Visuals }: Loose) => Visuals.flatMap((each: Loose) => Object.values(each)))
      .map(({ Subtitle }: Loose) => Subtitle.FormatText?.PlainText)
      .filter((each: string | undefined) => each?.includes('when empty'))
    // What only a refresh writes, both in the memory of QuickSight.
    expect(told).toEqual([
      'In the memory of QuickSight; when empty: no data set of QuickSight was refreshed from this lake; not filtered by table',
      expect.stringMatching(/^As their newest refresh left them; when empty: no data set of QuickSight was/),
    ])
  })

  test('what is not made by agent does not follow a filter by agent, and says so', () => {
    expect(groupsOf('level')).not.toContain('agent-calls')
    expect(visual('level').Subtitle.FormatText.PlainText).toBe('not filtered by agent')
    expect(visual('words').Subtitle.FormatText.PlainText).toBe('not filtered by channel')
    expect(visual('contacts').Subtitle).toEqual({ Visibility: 'HIDDEN' })
  })

  test('a click filters the other visuals of the sheet, and a menu leads on with what is set', () => {
    const [click, menu] = visual('agents').Actions
    expect(click.ActionOperations[0].FilterOperation.SelectedFieldsConfiguration.SelectedFields).toEqual([
      'agents.agent_username',
    ])
    const targets =
      click.ActionOperations[0].FilterOperation.TargetVisualsConfiguration.SameSheetTargetVisualConfiguration
        .TargetVisuals
    expect(targets).toContain('reasons')
    expect(targets).not.toContain('agents')
    // A number and the line below it are two visuals, and one card.
    expect(targets).toEqual(expect.arrayContaining(['contacts', 'contacts-trend']))
    expect(menu.ActionOperations[0].URLOperation.URLTemplate).toBe(
      'https://eu-central-1.quicksight.aws.amazon.com/sn/dashboards/test-elsewhere/sheets/test-elsewhere_there' +
        '#p.From=<<$From>>&p.To=<<$To>>&p.Queue=<<$Queue>>&p.Agent=<<$Agent>>&p.Channel=<<$Channel>>' +
        '&p.ServiceLevelTarget=<<$ServiceLevelTarget>>&p.LongestHandleTime=<<$LongestHandleTime>>',
    )
    expect(visual('contacts').Actions[0].ActionOperations[0].NavigationOperation).toEqual({
      LocalNavigationConfiguration: { TargetSheetId: 'more' },
    })
    expect(visual('reasons').Actions.at(-1).ActionOperations[0].URLOperation.URLTemplate).toBe(
      'https://people.example/<<Agent>>',
    )
  })

  test('limits that the viewer sets colour values', () => {
    expect(visual('reasons').ConditionalFormatting.ConditionalFormattingOptions[0].Cell).toEqual({
      FieldId: 'reasons.avg_handle_time',
      TextFormat: {
        TextColor: {
          Solid: {
            Expression: `{Average handle time} > ${'$'}{LongestHandleTime}`,
            Color: themes.light.warning.toUpperCase(),
          },
        },
      },
    })
  })

  test('values that a dimension declares are sorted as they are declared', () => {
    expect(visual('stages').ChartConfiguration.SortConfiguration.CategorySort).toEqual([
      {
        ColumnSort: {
          SortBy: { DataSetIdentifier: 'calls', ColumnName: 'Channel (order)' },
          Direction: 'ASC',
          AggregationFunction: { NumericalAggregationFunction: { SimpleNumericalAggregation: 'MIN' } },
        },
      },
    ])
  })

  test('words of ours are text, whatever they hold', () => {
    const [box] = definition.Sheets[0].TextBoxes
    expect(box.Content).toContain('<b>Read &lt;this&gt; &amp; that</b>')
  })

  test('every visual has a title and a text for those who do not see it', () => {
    for (const sheet of definition.Sheets)
      for (const each of sheet.Visuals.map((one: object) => Object.values(one)[0])) {
        expect(each.VisualContentAltText, each.VisualId).toMatch(/\w/)
        if (!each.VisualId.endsWith('-trend')) expect(each.Title.FormatText.PlainText).toMatch(/\w/)
      }
  })
})

describe('labels of the catalogue have one meaning each', () => {
  test.each(subjects)('$name', ({ metrics }) => {
    const labels = Object.values(metrics)
      .filter(({ kind }) => kind !== 'percentile')
      .map(({ label }) => label.toLowerCase())
    expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([])
  })
})
