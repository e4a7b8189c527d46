import { createHash } from 'node:crypto'
import type { Partition, PartitionInput, StorageDescriptor, Table, TableInput } from '@aws-sdk/client-glue'
import { bareGlueColumns, type GlueColumn, glueColumns, glueJsonColumns } from '../../schema/formats/glue.ts'
import type { ObjectShape } from '../../schema/shape.ts'
import type { CatalogTable } from './catalog.ts'
import type { ShownTable } from './difference.ts'

/** What a table in Glue is to be. */
export interface GlueTable {
  readonly input: TableInput & { readonly Name: string }
  /** Whether rows are read by its types: those of raw records are for looking, and change with releases. */
  readonly typed: boolean
  /** By dt. */
  readonly partitions: Readonly<Record<string, PartitionInput>>
}

/** Raw records as they were delivered, for looking at. */
export interface Landing {
  /** `s3://bucket/prefix`, as far as the raw side goes. */
  readonly location: string
  /** What records can look like. */
  readonly shapes: readonly ObjectShape[]
}

/** The parameter that says whose a table is: the address of the lake. */
export const OWNER = 'connect_lake'
/** The parameter of a partition that has the fingerprint of its columns: tells them without their being read. */
const FINGERPRINT = 'connect_lake_columns'

const parquet = {
  InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  SerdeInfo: {
    SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
    Parameters: { 'serialization.format': '1' },
  },
}
const json = {
  InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  SerdeInfo: {
    SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
    Parameters: { 'ignore.malformed.json': 'TRUE' },
  },
}

const descriptor = (
  columns: readonly GlueColumn[],
  format: StorageDescriptor,
  Location: string,
): StorageDescriptor => ({
  ...{ Columns: [...columns], Location },
  ...format,
})

/** A fingerprint of what a partition has of its own and its table has, too. */
function fingerprint(of: StorageDescriptor | undefined): string {
  const columns = of?.Columns?.map(({ Name, Type }) => [Name, Type])
  const format = [of?.InputFormat, of?.OutputFormat, of?.SerdeInfo?.SerializationLibrary]
  return createHash('sha256')
    .update(JSON.stringify([columns, format]))
    .digest('hex')
    .slice(0, 16)
}

/**
 * A table of the lake in Glue. Its partitions have their locations, each that of one version, so none is projected; and
 * each has all columns, as an engine compares them with those of the table.
 * @param lake `s3://bucket/prefix`
 */
export function lakeTable({ table, partitions }: CatalogTable, lake: string): GlueTable {
  const columns = glueColumns(table)
  const bare = bareGlueColumns(table.columns)
  const partition = (dt: string, folder: string): PartitionInput => {
    const StorageDescriptor = descriptor(bare, parquet, `${lake}/${folder}`)
    return {
      ...{ Values: [dt], StorageDescriptor },
      Parameters: { [FINGERPRINT]: fingerprint(StorageDescriptor) },
    }
  }
  return {
    typed: true,
    input: {
      Name: table.name,
      Description: table.doc,
      TableType: 'EXTERNAL_TABLE',
      Parameters: {
        ...{ EXTERNAL: 'TRUE', classification: 'parquet', 'parquet.compression': 'ZSTD' },
        ...{ 'projection.enabled': 'false', [OWNER]: lake },
      },
      PartitionKeys: [
        { Name: 'dt', Type: 'string', Comment: `UTC date of ${table.partition.dt}, as YYYY-MM-DD.` },
      ],
      StorageDescriptor: descriptor(columns, parquet, `${lake}/${table.name}/`),
    },
    partitions: Object.fromEntries(
      Object.entries(partitions).map(([dt, folder]) => [dt, partition(dt, folder)]),
    ),
  }
}

/**
 * A folder of Parquet files as a table, for as long as one statement reads or writes it.
 * @param location `s3://bucket/prefix/`
 */
export const folderTable = (
  name: string,
  columns: Parameters<typeof bareGlueColumns>[0],
  location: string,
): TableInput & { readonly Name: string } => ({
  Name: name,
  Description: 'Made by connect-lake for one statement, and removed after it.',
  TableType: 'EXTERNAL_TABLE',
  Parameters: { EXTERNAL: 'TRUE', classification: 'parquet', 'parquet.compression': 'ZSTD' },
  PartitionKeys: [],
  StorageDescriptor: descriptor(bareGlueColumns(columns), parquet, location),
})

/**
 * What Firehose dropped, one row a line; records that follow one another on a line are one row, the first of them. Who
 * needs every record asks the tables of the lake.
 */
export const landingTable = ({ location, shapes }: Landing, lake: string): GlueTable => ({
  typed: false,
  input: {
    Name: 'raw',
    Description:
      'Raw records as they were delivered, of all sources, one row a line: for looking at what came. Records with no line ' +
      'break between them are one row, the first of them. Not for counting: ask the other tables. "$path" is the object. ' +
      'Every question reads all that was ever delivered, and is billed for it, whatever it filters by.',
    TableType: 'EXTERNAL_TABLE',
    // Names, numbers and attributes as they came, in whichever column.
    Parameters: { EXTERNAL: 'TRUE', classification: 'json', pii: 'true', [OWNER]: lake },
    PartitionKeys: [],
    StorageDescriptor: descriptor(glueJsonColumns(shapes), json, `${location}/`),
  },
  partitions: {},
})

type AnyTable = Pick<
  Table | TableInput,
  'Description' | 'TableType' | 'Parameters' | 'PartitionKeys' | 'StorageDescriptor'
>
type AnyPartition = Pick<Partition | PartitionInput, 'Values' | 'Parameters' | 'StorageDescriptor'>

/**
 * A table and its partitions as they are compared.
 * @param settings the parameters that matter: others are other people's
 * @param closely  looks at the columns of each partition, not at the fingerprint that it says they have
 */
export function shownTable(
  table: AnyTable,
  partitions: readonly AnyPartition[],
  settings: readonly string[],
  closely: boolean,
): ShownTable {
  const { Columns = [], Location = '', InputFormat, OutputFormat, SerdeInfo } = table.StorageDescriptor ?? {}
  const set = settings.map(name => `${name}=${table.Parameters?.[name] ?? ''}`)
  const serde = Object.entries(SerdeInfo?.Parameters ?? {}).map(pair => pair.join('='))
  return {
    facts: {
      description: table.Description ?? '',
      kind: table.TableType ?? '',
      location: Location,
      key: (table.PartitionKeys ?? []).map(({ Name, Type }) => `${Name} ${Type}`).join(', '),
      format: [InputFormat, OutputFormat, SerdeInfo?.SerializationLibrary, ...serde.sort()].join(', '),
      settings: set.join(', '),
    },
    columns: Object.fromEntries(
      Columns.map(({ Name = '', Type = '', Comment = '', Parameters = {} }) => {
        const marks = Object.entries(Parameters).map(pair => pair.join('='))
        return [Name, { type: Type, about: [Comment, ...marks.sort()].join(' · ') }]
      }),
    ),
    partitions: Object.fromEntries(
      partitions.map(({ Values: [dt = ''] = [], StorageDescriptor, Parameters }) => [
        dt,
        {
          location: StorageDescriptor?.Location ?? '',
          columns: closely ? fingerprint(StorageDescriptor) : (Parameters?.[FINGERPRINT] ?? ''),
        },
      ]),
    ),
  }
}
