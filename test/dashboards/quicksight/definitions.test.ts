import { describe, expect, test } from 'vitest'
import { dashboards } from '../../../dashboards/dashboards.ts'
import type { PageVisual } from '../../../dashboards/local/model.ts'
import { subtitleOf } from '../../../dashboards/page/subtitle.ts'
import { themes } from '../../../dashboards/theme/tokens.ts'
import { compiled, inputOf, type Loose } from './compiled.ts'
import { everyDashboard } from './every-kind.ts'
import { parameter } from './requests.ts'

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
