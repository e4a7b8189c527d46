import type { DashboardVersionDefinition, ResourcePermission } from '@aws-sdk/client-quicksight'
import { assetArn, assetId, groupArn, type QuickSightPlace } from '../../../dashboards/quicksight/place.ts'
import { type Request, request } from '../../../dashboards/quicksight/request.ts'

/** A place that is nowhere. */
export const place: QuickSightPlace = {
  account_id: '111122223333',
  region: 'eu-central-1',
  identity_region: 'eu-central-1',
  namespace: 'default',
  prefix: '',
}

const permissions = (at: QuickSightPlace, actions: readonly string[]): ResourcePermission[] => [
  { Principal: groupArn(at, 'leads'), Actions: actions.map(action => `quicksight:${action}`) },
]

/** A parameter in an expression of QuickSight. */
export const parameter = (name: string): string => `$\{${name}}`

/** A dashboard of one sheet, by hand: two visuals, a filter with its control, a parameter with its own, a measure. */
export const definition = (at: QuickSightPlace): DashboardVersionDefinition => ({
  DataSetIdentifierDeclarations: [
    { Identifier: 'contacts', DataSetArn: assetArn(at, 'dataset', 'contacts') },
  ],
  CalculatedFields: [
    { DataSetIdentifier: 'contacts', Name: 'Service level', Expression: 'sum({sl_num}) / sum({sl_den})' },
    {
      DataSetIdentifier: 'contacts',
      Name: 'Above',
      Expression: `ifelse({Service level} > ${parameter('Target')}, 1, 0)`,
    },
  ],
  ParameterDeclarations: [
    {
      DecimalParameterDeclaration: {
        Name: 'Target',
        ParameterValueType: 'SINGLE_VALUED',
        DefaultValues: { StaticValues: [0.8] },
      },
    },
  ],
  FilterGroups: [
    {
      FilterGroupId: 'group-dates',
      CrossDataset: 'ALL_DATASETS',
      Status: 'ENABLED',
      ScopeConfiguration: {
        SelectedSheets: {
          SheetVisualScopingConfigurations: [{ SheetId: 'overview-sheet', Scope: 'ALL_VISUALS' }],
        },
      },
      Filters: [
        {
          RelativeDatesFilter: {
            FilterId: 'dates',
            Column: { DataSetIdentifier: 'contacts', ColumnName: 'contact_date' },
            AnchorDateConfiguration: { AnchorOption: 'NOW' },
            TimeGranularity: 'DAY',
            RelativeDateType: 'LAST',
            RelativeDateValue: 14,
            NullOption: 'NON_NULLS_ONLY',
          },
        },
      ],
    },
  ],
  Sheets: [
    {
      SheetId: 'overview-sheet',
      Name: 'Overview',
      ContentType: 'INTERACTIVE',
      FilterControls: [
        { RelativeDateTime: { FilterControlId: 'control-dates', SourceFilterId: 'dates', Title: 'Days' } },
      ],
      ParameterControls: [
        {
          Slider: {
            ParameterControlId: 'control-target',
            SourceParameterName: 'Target',
            Title: 'Target',
            MinimumValue: 0,
            MaximumValue: 1,
            StepSize: 0.05,
          },
        },
      ],
      Visuals: [
        {
          KPIVisual: {
            VisualId: 'service-level',
            Title: { Visibility: 'VISIBLE', FormatText: { PlainText: 'Service level' } },
            ChartConfiguration: {
              FieldWells: {
                Values: [
                  {
                    NumericalMeasureField: {
                      FieldId: 'value',
                      Column: { DataSetIdentifier: 'contacts', ColumnName: 'Service level' },
                    },
                  },
                ],
              },
            },
          },
        },
        {
          LineChartVisual: {
            VisualId: 'volume',
            Title: { Visibility: 'VISIBLE', FormatText: { PlainText: 'Contacts by day' } },
            ChartConfiguration: {
              FieldWells: {
                LineChartAggregatedFieldWells: {
                  Category: [
                    {
                      DateDimensionField: {
                        FieldId: 'day',
                        Column: { DataSetIdentifier: 'contacts', ColumnName: 'contact_date' },
                        DateGranularity: 'DAY',
                      },
                    },
                  ],
                  Values: [
                    {
                      CategoricalMeasureField: {
                        FieldId: 'contacts',
                        Column: { DataSetIdentifier: 'contacts', ColumnName: 'contact_id' },
                        AggregationFunction: 'COUNT',
                      },
                    },
                  ],
                },
              },
              SortConfiguration: { CategorySort: [{ FieldSort: { FieldId: 'day', Direction: 'ASC' } }] },
            },
          },
        },
      ],
      TextBoxes: [
        { SheetTextBoxId: 'question', Content: '<text-box><b>Are we keeping up?</b><br/></text-box>' },
      ],
      Layouts: [
        {
          Configuration: {
            GridLayout: {
              Elements: [
                ...[
                  {
                    ElementId: 'service-level',
                    ElementType: 'VISUAL' as const,
                    ColumnIndex: 0,
                    ColumnSpan: 12,
                  },
                  { ElementId: 'volume', ElementType: 'VISUAL' as const, ColumnIndex: 12, ColumnSpan: 24 },
                ].map(element => ({ ...element, RowIndex: 2, RowSpan: 10 })),
                {
                  ElementId: 'question',
                  ElementType: 'TEXT_BOX',
                  ColumnIndex: 0,
                  ColumnSpan: 36,
                  RowIndex: 0,
                  RowSpan: 2,
                },
              ],
              CanvasSizeOptions: {
                ScreenCanvasSizeOptions: { ResizeOption: 'FIXED', OptimizedViewPortWidth: '1600px' },
              },
            },
          },
        },
      ],
      SheetControlLayouts: [
        {
          Configuration: {
            GridLayout: {
              Elements: [
                {
                  ElementId: 'control-dates',
                  ElementType: 'FILTER_CONTROL',
                  ColumnIndex: 0,
                  ColumnSpan: 2,
                  RowIndex: 0,
                  RowSpan: 1,
                },
                {
                  ElementId: 'control-target',
                  ElementType: 'PARAMETER_CONTROL',
                  ColumnIndex: 2,
                  ColumnSpan: 2,
                  RowIndex: 0,
                  RowSpan: 1,
                },
              ],
            },
          },
        },
      ],
    },
  ],
})

const account = ({ account_id }: QuickSightPlace) => ({ AwsAccountId: account_id })

/** A small deployment that has one of everything, and that QuickSight would take. */
export const requests = (at: QuickSightPlace = place): readonly Request[] => {
  const own = account(at)
  const DataSourceArn = assetArn(at, 'datasource', 'athena')
  return [
    request('CreateGroup', 'leads', { ...own, Namespace: at.namespace, GroupName: 'leads' }),
    request('CreateFolder', 'everybody', {
      ...{ ...own, FolderId: assetId(at, 'everybody'), Name: 'Contact centre', FolderType: 'SHARED' },
      Permissions: permissions(at, ['DescribeFolder']),
    }),
    request('CreateDataSource', 'athena', {
      ...{ ...own, DataSourceId: assetId(at, 'athena'), Name: 'Contact centre lake', Type: 'ATHENA' },
      DataSourceParameters: { AthenaParameters: { WorkGroup: 'primary' } },
      Permissions: permissions(at, ['DescribeDataSource', 'DescribeDataSourcePermissions', 'PassDataSource']),
    }),
    request('CreateDataSet', 'who-sees', {
      ...{ ...own, DataSetId: assetId(at, 'who-sees'), Name: 'Who sees what', ImportMode: 'SPICE' },
      UseAs: 'RLS_RULES',
      PhysicalTableMap: {
        rules: {
          RelationalTable: {
            ...{ DataSourceArn, Catalog: 'AwsDataCatalog', Schema: 'connect', Name: 'row_rules' },
            InputColumns: ['GroupName', 'queue_name'].map(Name => ({ Name, Type: 'STRING' as const })),
          },
        },
      },
    }),
    request('CreateDataSet', 'contacts', {
      ...{ ...own, DataSetId: assetId(at, 'contacts'), Name: 'Contacts', ImportMode: 'SPICE' },
      PhysicalTableMap: {
        contact: {
          RelationalTable: {
            ...{ DataSourceArn, Catalog: 'AwsDataCatalog', Schema: 'connect', Name: 'contact' },
            InputColumns: [
              { Id: 'c1', Name: 'contact_id', Type: 'STRING' },
              { Id: 'c2', Name: 'contact_date', Type: 'DATETIME' },
              { Id: 'c3', Name: 'queue_name', Type: 'STRING' },
              { Id: 'c4', Name: 'sl_num', Type: 'INTEGER' },
              { Id: 'c5', Name: 'sl_den', Type: 'INTEGER' },
            ],
          },
        },
      },
      DataPrepConfiguration: {
        SourceTableMap: { source: { PhysicalTableId: 'contact' } },
        TransformStepMap: {
          import: { ImportTableStep: { Alias: 'import', Source: { SourceTableId: 'source' } } },
        },
        DestinationTableMap: { contacts: { Alias: 'contacts', Source: { TransformOperationId: 'import' } } },
      },
      SemanticModelConfiguration: {
        TableMap: {
          contacts: {
            Alias: 'contacts',
            DestinationTableId: 'contacts',
            RowLevelPermissionConfiguration: {
              RowLevelPermissionDataSet: {
                Arn: assetArn(at, 'dataset', 'who-sees'),
                PermissionPolicy: 'GRANT_ACCESS',
                FormatVersion: 'VERSION_1',
                Namespace: at.namespace,
              },
            },
          },
        },
      },
      Permissions: permissions(at, [
        ...['DescribeDataSet', 'DescribeDataSetPermissions', 'PassDataSet'],
        ...['DescribeIngestion', 'ListIngestions'],
      ]),
    }),
    request('PutDataSetRefreshProperties', 'contacts', {
      ...{ ...own, DataSetId: assetId(at, 'contacts') },
      DataSetRefreshProperties: {
        RefreshConfiguration: {
          IncrementalRefresh: { LookbackWindow: { ColumnName: 'contact_date', Size: 3, SizeUnit: 'DAY' } },
        },
      },
    }),
    request('CreateRefreshSchedule', 'contacts.daily', {
      ...{ ...own, DataSetId: assetId(at, 'contacts') },
      Schedule: {
        ScheduleId: 'daily',
        RefreshType: 'INCREMENTAL_REFRESH',
        ScheduleFrequency: { Interval: 'DAILY', TimeOfTheDay: '05:00', Timezone: 'Europe/Paris' },
      },
    }),
    request('CreateTheme', 'plain', {
      ...{ ...own, ThemeId: assetId(at, 'plain'), Name: 'Plain', BaseThemeId: 'CLASSIC' },
      Configuration: { DataColorPalette: { Colors: ['#1F77B4', '#FF7F0E'] } },
      Permissions: permissions(at, [
        'DescribeTheme',
        'DescribeThemeAlias',
        'ListThemeAliases',
        'ListThemeVersions',
      ]),
    }),
    request('CreateDashboard', 'overview', {
      ...{ ...own, DashboardId: assetId(at, 'overview'), Name: 'Contact centre overview' },
      ThemeArn: assetArn(at, 'theme', 'plain'),
      Definition: definition(at),
      Permissions: permissions(at, ['DescribeDashboard', 'ListDashboardVersions', 'QueryDashboard']),
    }),
    request('CreateFolderMembership', 'everybody.overview', {
      ...{ ...own, FolderId: assetId(at, 'everybody'), MemberType: 'DASHBOARD' },
      MemberId: assetId(at, 'overview'),
    }),
  ]
}
