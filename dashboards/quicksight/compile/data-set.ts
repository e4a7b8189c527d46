import type {
  ColumnLevelPermissionRule,
  InputColumn,
  PhysicalTable,
  RowLevelPermissionDataSet,
} from '@aws-sdk/client-quicksight'
import type { Access } from '../../../sql/access.ts'
import { attributeJoin } from '../../../sql/metrics/attribute-join.ts'
import { columnsIn } from '../../../sql/metrics/condition.ts'
import type { ViewType } from '../../../sql/view.ts'
import { type RowLevelRules, rowLevelRules } from '../../access/access.ts'
import type { Dataset } from '../../spec/dataset.ts'
import { assetArn, assetId } from '../place.ts'
import { type Request, request } from '../request.ts'
import { type ImportMode, placeOf, type QuickSightSettings } from '../settings.ts'
import { dataSourceArn } from './data-source.ts'
import { columnId, prepared, type UsedDataset } from './preparation.ts'
import { permissionsOf, personalDataPrincipals } from './share.ts'

/** What QuickSight calls the types of columns. */
const types: Readonly<Record<ViewType, Pick<InputColumn, 'Type' | 'SubType'>>> = {
  varchar: { Type: 'STRING' },
  bigint: { Type: 'INTEGER' },
  double: { Type: 'DECIMAL', SubType: 'FLOAT' },
  boolean: { Type: 'BOOLEAN' },
  date: { Type: 'DATETIME' },
  timestamp: { Type: 'DATETIME' },
}

/**
 * Where the rows of a data set are: in QuickSight's memory, or asked for at each look. What tells of now is asked for,
 * unless the settings name it: in memory it would tell of the last refresh.
 */
export const importModeOf = (
  { name, is_of_now }: Pick<Dataset, 'name' | 'is_of_now'>,
  settings: QuickSightSettings,
): ImportMode => settings.import_modes[name] ?? (is_of_now ? 'direct' : settings.import_mode)

/** The columns that a data set reads of its view: those that are used, and no others. */
function columnsRead({ data, fields }: UsedDataset, rules: RowLevelRules | undefined): readonly string[] {
  const used = new Set([
    data.day,
    ...data.where.flatMap(columnsIn),
    ...fields.flatMap(({ columns }) => columns),
    ...(rules?.columns ?? []),
  ])
  return Object.keys(data.view.columns).filter(name => used.has(name))
}

const ruleSetId = ({ name }: Dataset): string => `${name}-rules`

const rowLevel = (data: Dataset, settings: QuickSightSettings): RowLevelPermissionDataSet => {
  const place = placeOf(settings)
  return {
    Namespace: place.namespace,
    Arn: assetArn(place, 'dataset', ruleSetId(data)),
    PermissionPolicy: 'GRANT_ACCESS',
    FormatVersion: 'VERSION_1',
    Status: 'ENABLED',
  }
}

/** Personal data is seen by those whom a rule of the configuration gives it, and while there are no rules by everybody. */
function columnLevel(
  { data, fields }: UsedDataset,
  read: readonly string[],
  access: Access,
  settings: QuickSightSettings,
): readonly ColumnLevelPermissionRule[] {
  const isPersonal = (name: string): boolean => data.view.columns[name]?.pii === true
  const made = fields.filter(field => field.made === 'with the data set' && field.columns.some(isPersonal))
  const ColumnNames = [...read.filter(isPersonal), ...made.map(({ name }) => name)]
  if (access.length === 0 || ColumnNames.length === 0) return []
  return [{ ColumnNames, Principals: [...personalDataPrincipals(access, settings)] }]
}

const inputColumns = (
  all: readonly (readonly [name: string, type: ViewType])[],
  { legacy_data_preparation }: QuickSightSettings,
): InputColumn[] =>
  all.map(([Name, type]) => ({
    Name,
    ...types[type],
    ...(!legacy_data_preparation && { Id: columnId(Name) }),
  }))

/** Where names are looked up: QuickSight asks Athena without a database. */
const before = ({ catalog, database }: QuickSightSettings): string => `"${catalog}"."${database}".`

/** The view by its stable name; with contact attributes SQL of our own, named like it, for these are joined to its rows. */
function tableOf(
  data: Dataset,
  read: readonly string[],
  columns: InputColumn[],
  settings: QuickSightSettings,
): PhysicalTable {
  const DataSourceArn = dataSourceArn(settings)
  const { name: Name } = data.view
  const of = data.subject.attributes_of
  const names = read.flatMap(name => data.attributes[name]?.name ?? [])
  if (names.length === 0 || !of)
    return {
      RelationalTable: {
        ...{ DataSourceArn, Catalog: settings.catalog, Schema: settings.database, Name },
        InputColumns: columns,
      },
    }
  const own = read.filter(name => !(name in data.attributes))
  const SqlQuery = attributeJoin({ view: Name, before: before(settings), of, columns: own, names })
  return { CustomSql: { DataSourceArn, Name, SqlQuery, Columns: columns } }
}

/** A data set over the stable name of its view. */
export function dataSetRequest(used: UsedDataset, access: Access, settings: QuickSightSettings): Request {
  const { data } = used
  const place = placeOf(settings)
  const rules = access.length > 0 ? rowLevelRules(data) : undefined
  const read = columnsRead(used, rules)
  const restricted = columnLevel(used, read, access, settings)
  const columns = inputColumns(
    read.map(name => [name, data.view.columns[name]?.type ?? 'varchar'] as const),
    settings,
  )
  return request('CreateDataSet', data.name, {
    AwsAccountId: place.account_id,
    DataSetId: assetId(place, data.name),
    Name: `${place.prefix}${data.name}`,
    ImportMode: importModeOf(data, settings) === 'spice' ? 'SPICE' : 'DIRECT_QUERY',
    ...prepared(used, tableOf(data, read, columns, settings), rules && rowLevel(data, settings), settings),
    ...(restricted.length > 0 && { ColumnLevelPermissionRules: [...restricted] }),
    Permissions: permissionsOf('dataset', settings),
  })
}

/** The rules of a data set as one of their own: asked for at each look, so that what is taken away is gone at once. */
export function ruleSetRequests(
  { data }: UsedDataset,
  access: Access,
  settings: QuickSightSettings,
): readonly Request[] {
  const rules = access.length > 0 ? rowLevelRules(data, before(settings)) : undefined
  if (!rules) return []
  const place = placeOf(settings)
  const id = ruleSetId(data)
  const table: PhysicalTable = {
    CustomSql: {
      DataSourceArn: dataSourceArn(settings),
      Name: 'access_rule',
      SqlQuery: rules.sql,
      Columns: inputColumns(
        rules.columns.map(name => [name, 'varchar'] as const),
        settings,
      ),
    },
  }
  const plain = { data: { ...data, view: { ...data.view, name: 'access_rule' }, where: [] }, fields: [] }
  return [
    request('CreateDataSet', id, {
      AwsAccountId: place.account_id,
      DataSetId: assetId(place, id),
      Name: `${place.prefix}${id}`,
      ImportMode: 'DIRECT_QUERY',
      UseAs: 'RLS_RULES',
      ...prepared(plain, table, undefined, settings),
      Permissions: permissionsOf('dataset', settings, true),
    }),
  ]
}
