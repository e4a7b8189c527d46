import { areTold, group, sheet, slider, target } from './mistake.ts'

areTold('CreateDashboard.overview', [
  [
    'a control without filter',
    [[`${sheet}.FilterControls[0].RelativeDateTime.SourceFilterId`, 'days']],
    'SourceFilterId',
    'there is no such filter',
    'days',
    'dates',
  ],
  [
    'a control without parameter',
    [[`${slider}.SourceParameterName`, 'Goal']],
    'SourceParameterName',
    'there is no such parameter',
    'Goal',
    'Target',
  ],
  [
    'an address that nobody fills in',
    [
      [
        `${sheet}.Visuals[0].KPIVisual.Actions`,
        [
          {
            ...{ CustomActionId: 'why', Name: 'Why', Trigger: 'DATA_POINT_MENU' },
            ActionOperations: [
              {
                URLOperation: {
                  URLTemplate: 'https://example.com/?target=<<$Target>>&of=<<$Goal>>',
                  URLTarget: 'NEW_TAB',
                },
              },
            ],
          },
        ],
      ],
    ],
    'URLTemplate',
    'there is no such parameter',
    'Goal',
    'Target',
  ],
  [
    'a filter of all sheets with a control of one',
    [[`${group}.ScopeConfiguration`, { AllSheets: {} }]],
    'RelativeDateTime',
    'the filter reaches several sheets',
    'dates',
    'CrossSheet',
  ],
  [
    'a control for all sheets of a filter of one',
    [
      [
        `${sheet}.FilterControls[0]`,
        { CrossSheet: { FilterControlId: 'control-dates', SourceFilterId: 'dates' } },
      ],
    ],
    'CrossSheet',
    'the filter reaches one sheet only',
    'dates',
    'of its own kind',
  ],
  [
    'a list that offers nothing',
    [
      [
        `${sheet}.ParameterControls[0]`,
        {
          Dropdown: {
            ParameterControlId: 'control-target',
            SourceParameterName: 'Target',
            Type: 'SINGLE_SELECT',
          },
        },
      ],
    ],
    'SelectableValues',
    'the control offers nothing',
    'Target',
    'LinkToDataSetColumn',
  ],
  [
    'several for one',
    [
      [
        `${sheet}.ParameterControls[0]`,
        {
          Dropdown: {
            ParameterControlId: 'control-target',
            SourceParameterName: 'Target',
            Type: 'MULTI_SELECT',
            SelectableValues: { Values: ['1'] },
          },
        },
      ],
    ],
    'Dropdown.Type',
    'several values are chosen for a parameter of one',
    'Target',
    'SINGLE_SELECT',
  ],
  [
    'a parameter twice, but for its case',
    [
      [
        'Definition.ParameterDeclarations[1]',
        { StringParameterDeclaration: { Name: 'target', ParameterValueType: 'SINGLE_VALUED' } },
      ],
    ],
    'Name',
    'the name of a parameter is there twice',
    'target',
    'another one',
  ],
  [
    'a parameter of one value with two',
    [[`${target}.DefaultValues.StaticValues`, [0.8, 0.9]]],
    'StaticValues',
    'a parameter of one value has several',
    '[0.8,0.9]',
    'MULTI_VALUED',
  ],
  [
    'a time without default',
    [['Definition.ParameterDeclarations[1]', { DateTimeParameterDeclaration: { Name: 'From' } }]],
    'DefaultValues',
    'a parameter of a time has no default',
    'From',
    'RollingDate',
  ],
  [
    'a value and an option when unset',
    [[`${target}.ValueWhenUnset`, { ValueWhenUnsetOption: 'NULL', CustomValue: 1 }]],
    'ValueWhenUnset',
    'there is both a value and an option',
    'CustomValue',
    'alone',
  ],
])
