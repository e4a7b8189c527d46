import { areTold, column, day, filter, measure, wells } from './mistake.ts'

areTold('CreateDashboard.overview', [
  [
    'an undeclared data set',
    [[`${day}.Column.DataSetIdentifier`, 'agents']],
    'Column.DataSetIdentifier',
    'the data set is not declared',
    'agents',
    'contacts',
  ],
  [
    'no data set, which the model allows',
    [[`${day}.Column.DataSetIdentifier`, undefined]],
    'Column.DataSetIdentifier',
    'the data set is not declared',
    'undefined',
    'contacts',
  ],
  [
    'an identifier twice',
    [
      [
        'Definition.DataSetIdentifierDeclarations[1]',
        {
          Identifier: 'contacts',
          DataSetArn: 'arn:aws:quicksight:eu-central-1:111122223333:dataset/contacts',
        },
      ],
    ],
    'DataSetIdentifierDeclarations[1].Identifier',
    'an identifier of a data set is there twice',
    'contacts',
    'DataSetIdentifierDeclarations[0]',
  ],
  [
    'a data set that nobody makes',
    [
      [
        'Definition.DataSetIdentifierDeclarations[0].DataSetArn',
        'arn:aws:quicksight:eu-central-1:111122223333:dataset/agents',
      ],
    ],
    'DataSetArn',
    'there is no such dataset',
    'agents',
    'who-sees, contacts',
  ],
  [
    'a theme that nobody makes',
    [['ThemeArn', 'arn:aws:quicksight:eu-central-1:111122223333:theme/dark']],
    'ThemeArn',
    'there is no such theme',
    'dark',
    'plain',
  ],
  [
    'an unknown column',
    [[`${day}.Column.ColumnName`, 'contact_dat']],
    'Column.ColumnName',
    'the data set contacts has no such column',
    'contact_dat',
    'contact_date',
  ],
  [
    'a date as a category',
    [
      [
        `${wells}.Category[0]`,
        { CategoricalDimensionField: { FieldId: 'day', Column: column('contact_date') } },
      ],
    ],
    'CategoricalDimensionField.Column',
    'a column of another type is meant',
    'contact_date, a DATETIME',
    'STRING',
  ],
  [
    'the sum of a text',
    [
      [
        measure,
        {
          FieldId: 'value',
          Column: column('queue_name'),
          AggregationFunction: { SimpleNumericalAggregation: 'SUM' },
        },
      ],
    ],
    'NumericalMeasureField.Column',
    'a column of another type is meant',
    'queue_name, a STRING',
    'INTEGER, DECIMAL',
  ],
  [
    'a range over a text',
    [
      [
        filter,
        {
          NumericRangeFilter: {
            FilterId: 'dates',
            Column: column('queue_name'),
            NullOption: 'ALL_VALUES',
            RangeMinimum: { StaticValue: 1 },
          },
        },
      ],
    ],
    'NumericRangeFilter.Column',
    'a column of another type is meant',
    'queue_name',
    'DECIMAL',
  ],
])
