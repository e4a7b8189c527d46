import { areTold, column, count, group, line } from './mistake.ts'

areTold('CreateDashboard.overview', [
  [
    'a visual twice',
    [[`${line}.VisualId`, 'service-level']],
    'LineChartVisual.VisualId',
    'the id of a visual is there twice',
    'service-level',
    'KPIVisual.VisualId',
  ],
  [
    'a filter twice',
    [
      [
        `${group}.Filters[1]`,
        {
          CategoryFilter: {
            FilterId: 'dates',
            Column: column('queue_name'),
            Configuration: { FilterListConfiguration: { MatchOperator: 'CONTAINS' } },
          },
        },
      ],
    ],
    'CategoryFilter.FilterId',
    'the id of a filter is there twice',
    'dates',
    'another one',
  ],
  [
    'a field twice in a visual',
    [[`${count}.FieldId`, 'day']],
    'FieldId',
    'the id of a field of this visual is there twice',
    'day',
    'another one',
  ],
  [
    'sorted by a field of another visual',
    [[`${line}.ChartConfiguration.SortConfiguration.CategorySort[0].FieldSort.FieldId`, 'value']],
    'FieldSort.FieldId',
    'the visual has no such field',
    'value',
    'day, contacts',
  ],
])
