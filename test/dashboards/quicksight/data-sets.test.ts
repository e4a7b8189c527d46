import { describe, expect, test } from 'vitest'
import { dashboards } from '../../../dashboards/dashboards.ts'
import { findingsOf } from '../../../dashboards/quicksight/check.ts'
import type { Source } from '../../../dashboards/quicksight/compile/compile.ts'
import { isOf, type Request } from '../../../dashboards/quicksight/request.ts'
import type { QuickSightSettings } from '../../../dashboards/quicksight/settings.ts'
import { subjects } from '../../../sql/metrics/catalogue.ts'
import { access, compiled, inputOf, type Loose } from './compiled.ts'
import { everyDashboard } from './every-kind.ts'

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
