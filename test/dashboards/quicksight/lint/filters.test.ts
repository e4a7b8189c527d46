import { areTold, column, dates, filter, group, scopes } from './mistake.ts'

/** A filter of texts, in the place of the one that is right. */
const textFilter = (more: object) => ({
  CategoryFilter: {
    FilterId: 'dates',
    Column: column('queue_name'),
    Configuration: {
      CustomFilterConfiguration: { MatchOperator: 'EQUALS', NullOption: 'ALL_VALUES', ...more },
    },
  },
})

/** One of numbers. */
const numberFilter = (more: object = {}) => ({
  NumericEqualityFilter: {
    ...{ FilterId: 'dates', Column: column('sl_num'), MatchOperator: 'EQUALS', NullOption: 'ALL_VALUES' },
    ...more,
  },
})

areTold('CreateDashboard.overview', [
  [
    'a filter on an unknown sheet',
    [[`${scopes}[0].SheetId`, 'queues']],
    'SheetVisualScopingConfigurations[0].SheetId',
    'there is no such sheet',
    'queues',
    'overview-sheet',
  ],
  [
    'a filter on an unknown visual',
    [[`${scopes}[0]`, { SheetId: 'overview-sheet', Scope: 'SELECTED_VISUALS', VisualIds: ['gone'] }]],
    'VisualIds[0]',
    'the sheet has no such visual',
    'gone',
    'service-level, volume',
  ],
  [
    'a filter on no visual',
    [[`${scopes}[0].Scope`, 'SELECTED_VISUALS']],
    'VisualIds',
    'no visual is selected',
    '[]',
    'volume',
  ],
  [
    'a filter on all visuals that names some',
    [[`${scopes}[0].VisualIds`, ['volume']]],
    'VisualIds',
    'all visuals are meant, and some are named',
    'volume',
    'SELECTED_VISUALS',
  ],
  [
    'a filter without number of days',
    [[`${dates}.RelativeDateValue`, undefined]],
    'RelativeDateValue',
    'the filter does not say how many',
    'dates',
    'ParameterName',
  ],
  [
    'a filter of two values',
    [[filter, textFilter({ CategoryValue: 'a', SelectAllOptions: 'FILTER_ALL_VALUES' })]],
    'CustomFilterConfiguration',
    'exactly one value is meant',
    'CategoryValue',
    'one of',
  ],
  [
    'an equality to nothing',
    [[filter, numberFilter()]],
    'NumericEqualityFilter',
    'the filter has no value to go by',
    'dates',
    'Value',
  ],
  [
    'a filter by an unknown parameter',
    [[filter, numberFilter({ ParameterName: 'Goal' })]],
    'ParameterName',
    'there is no such parameter',
    'Goal',
    'Target',
  ],
  [
    'a text filter by a number',
    [[filter, textFilter({ ParameterName: 'Target' })]],
    'ParameterName',
    'a parameter of another type is meant',
    'Target, a Decimal',
    'String',
  ],
  [
    'filters of rows and of aggregates',
    [[`${group}.Filters[1]`, numberFilter({ FilterId: 'level', Column: column('Service level'), Value: 1 })]],
    'FilterGroups[0].Filters',
    'filters of rows and of aggregates are in one group',
    'group-dates',
    'a group for each',
  ],
])
