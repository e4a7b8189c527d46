import { areTold, calculated, column, kpi, line, sheet, visual, wells } from './mistake.ts'

areTold('CreateDashboard.overview', [
  [
    'lines with colours and several values',
    [
      [
        `${wells}.Colors`,
        [{ CategoricalDimensionField: { FieldId: 'queue', Column: column('queue_name') } }],
      ],
      [`${wells}.Values[1]`, { NumericalMeasureField: { FieldId: 'more', Column: column('sl_num') } }],
    ],
    'Values',
    'lines have either colours or several values',
    '2 values',
    'one value',
  ],
  [
    'a label of no axis',
    [[`${line}.ChartConfiguration.XAxisLabelOptions`, { AxisLabelOptions: [{ CustomLabel: 'Day' }] }]],
    'ApplyTo',
    'a label of an axis does not say of which field',
    'Day',
    'ApplyTo',
  ],
  [
    'half the options of a KPI',
    [[`${kpi}.ChartConfiguration.KPIOptions`, { Comparison: { ComparisonMethod: 'PERCENT' } }]],
    'PrimaryValueDisplayType',
    'a KPI with a comparison does not say',
    'undefined',
    'ACTUAL',
  ],
  [
    'a way to an unknown sheet',
    [
      [
        `${kpi}.Actions`,
        [
          {
            CustomActionId: 'a',
            Name: 'Queues',
            Trigger: 'DATA_POINT_CLICK',
            ActionOperations: [
              { NavigationOperation: { LocalNavigationConfiguration: { TargetSheetId: 'queues' } } },
            ],
          },
        ],
      ],
    ],
    'TargetSheetId',
    'there is no such sheet',
    'queues',
    'overview-sheet',
  ],
  [
    'a click that filters an unknown visual',
    [
      [
        `${kpi}.Actions`,
        [
          {
            CustomActionId: 'a',
            Name: 'Filter',
            Trigger: 'DATA_POINT_CLICK',
            ActionOperations: [
              {
                FilterOperation: {
                  SelectedFieldsConfiguration: { SelectedFieldOptions: 'ALL_FIELDS' },
                  TargetVisualsConfiguration: {
                    SameSheetTargetVisualConfiguration: { TargetVisuals: ['gone'] },
                  },
                },
              },
            ],
          },
        ],
      ],
    ],
    'TargetVisuals[0]',
    'the sheet has no such visual',
    'gone',
    'volume',
  ],
  [
    'a sheet of one letter',
    [[`${sheet}.Name`, 'O']],
    'Sheets[0].Name',
    'a name of one letter is not shown',
    'O',
    'two letters',
  ],
  [
    'a text that is no XML',
    [[`${sheet}.TextBoxes[0].Content`, 'Are we keeping up?']],
    'Content',
    'the text is not as QuickSight reads it',
    'text-box',
    'XML',
  ],
  [
    'a break within a point',
    [[`${sheet}.TextBoxes[0].Content`, '<text-box><ul><li>a<br/>b</li></ul></text-box>']],
    'Content',
    'the text is not as QuickSight reads it',
    '<br/> stands within <li>',
    'XML',
  ],
  [
    'an unescaped &',
    [[`${sheet}.TextBoxes[0].Content`, '<text-box>R&D</text-box>']],
    'Content',
    'the text is not as QuickSight reads it',
    '&amp;',
    'XML',
  ],
  [
    '51 visuals',
    [[`${sheet}.Visuals`, Array.from({ length: 51 }, (_, i) => visual(`v${i}`))]],
    'Visuals',
    'the sheet has too many visuals',
    '51',
    'up to 50',
  ],
  [
    '501 calculated fields',
    [['Definition.CalculatedFields', Array.from({ length: 501 }, (_, i) => calculated(`c${i}`, '1'))]],
    'CalculatedFields',
    'there are too many calculated fields',
    '501',
    'up to 500',
  ],
  [
    'half a permission',
    [['Permissions[0].Actions', ['quicksight:DescribeDashboard']]],
    'Permissions[0].Actions',
    'these permissions are neither',
    'DescribeDashboard',
    'QueryDashboard',
  ],
  [
    'shared with a role',
    [['Permissions[0].Principal', 'arn:aws:iam::111122223333:role/leads']],
    'Permissions[0].Principal',
    'this is nobody whom an asset is shared with',
    'role/leads',
    'group',
  ],
])
