import { areTold } from './mistake.ts'

const columns = 'PhysicalTableMap.contact.RelationalTable.InputColumns'
const semantic = 'SemanticModelConfiguration.TableMap.contacts'
const rules = `${semantic}.RowLevelPermissionConfiguration.RowLevelPermissionDataSet`

const manyColumns = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ColumnName: `Made ${i}`,
    ColumnId: `made-${i}`,
    Expression: '{queue_name}',
  }))

areTold('CreateDataSet.contacts', [
  [
    'more calculated columns than a data set can have',
    [
      [
        'DataPrepConfiguration.TransformStepMap.made',
        {
          CreateColumnsStep: {
            ...{ Alias: 'made', Source: { TransformOperationId: 'import' }, Columns: manyColumns(201) },
          },
        },
      ],
    ],
    'TransformStepMap',
    'too many calculated columns',
    '201',
    'up to 200',
  ],
  [
    'a column twice, but for its case',
    [[`${columns}[5]`, { Id: 'c6', Name: 'Queue_Name', Type: 'STRING' }]],
    'InputColumns[5].Name',
    'a column is there twice',
    'queue_name',
    'InputColumns[2]',
  ],
  [
    'both forms of preparation',
    [['LogicalTableMap', { l: { Alias: 'l', Source: { PhysicalTableId: 'contact' } } }]],
    'LogicalTableMap',
    'both forms of preparation are there',
    'l',
    'either',
  ],
  [
    'a column without id',
    [[`${columns}[0].Id`, undefined]],
    'InputColumns[0].Id',
    'a column has an id',
    'contact_id',
    'an id',
  ],
  [
    'rules of rows in the old place',
    [
      [
        'RowLevelPermissionDataSet',
        {
          Arn: 'arn:aws:quicksight:eu-central-1:111122223333:dataset/who-sees',
          PermissionPolicy: 'GRANT_ACCESS',
        },
      ],
    ],
    'RowLevelPermissionDataSet',
    'this stands elsewhere',
    'undefined',
    'SemanticModelConfiguration',
  ],
  [
    'a semantic model without preparation',
    [['DataPrepConfiguration', undefined]],
    'SemanticModelConfiguration',
    'a semantic model needs the new form of preparation',
    'undefined',
    'DataPrepConfiguration',
  ],
  [
    'a source of an unknown table',
    [['DataPrepConfiguration.SourceTableMap.source.PhysicalTableId', 'contacts']],
    'PhysicalTableId',
    'there is no such table',
    'contacts',
    'contact',
  ],
  [
    'a step from an unknown source',
    [['DataPrepConfiguration.TransformStepMap.import.ImportTableStep.Source.SourceTableId', 'contact']],
    'SourceTableId',
    'there is no such source',
    'contact',
    'source',
  ],
  [
    'a destination from an unknown step',
    [['DataPrepConfiguration.DestinationTableMap.contacts.Source.TransformOperationId', 'step']],
    'TransformOperationId',
    'there is no such step',
    'step',
    'import',
  ],
  [
    'a semantic table of an unknown destination',
    [[`${semantic}.DestinationTableId`, 'contact']],
    'DestinationTableId',
    'there is no such table',
    'contact',
    'contacts',
  ],
  [
    'rules that nobody makes',
    [[`${rules}.Arn`, 'arn:aws:quicksight:eu-central-1:111122223333:dataset/rules']],
    'Arn',
    'there is no such data set of rules',
    'rules',
    'who-sees',
  ],
  [
    'rules for nobody',
    [[`${rules}.FormatVersion`, 'VERSION_2']],
    'FormatVersion',
    'the rules do not say whom they are for',
    'GroupName',
    'UserARN or GroupARN',
  ],
  [
    'rules about an unknown column',
    [[`${columns}[2].Name`, 'queue']],
    'RowLevelPermissionDataSet',
    'a rule is about a column that the data set does not have',
    'queue_name',
    'queue',
  ],
  [
    'a restriction of an unknown column',
    [['ColumnLevelPermissionRules', [{ Principals: ['x'], ColumnNames: ['phone'] }]]],
    'ColumnNames[0]',
    'the data set has no such column',
    'phone',
    'contact_id',
  ],
  [
    'a source of data that nobody makes',
    [
      [
        'PhysicalTableMap.contact.RelationalTable.DataSourceArn',
        'arn:aws:quicksight:eu-central-1:111122223333:datasource/lake',
      ],
    ],
    'DataSourceArn',
    'there is no such datasource',
    'lake',
    'athena',
  ],
])
