import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTableVersionsCommand,
  type TableInput,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import { beforeEach, describe, expect, test } from 'vitest'
import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import { glueCatalog } from '../../lake/catalog/glue.ts'
import type { ObjectShape } from '../../schema/shape.ts'
import { agent, call, day, grown, tableCatalogContract, wanted } from '../lake/catalog.contract.ts'
import { client, found, glueIn, LAKE, requests } from './glue.ts'
import { newDatabase, onStandIn, order } from './stand-in.ts'

tableCatalogContract('Glue', async () => {
  await order()
  const database = newDatabase()
  return {
    catalog: glueIn(database),
    async seen(name) {
      const there = await found(database, name)
      return (
        there && {
          columns: there.table.StorageDescriptor?.Columns?.map(({ Name = '' }) => Name) ?? [],
          partitions: Object.fromEntries(
            there.partitions.map(({ Values, StorageDescriptor }) => [
              `${Values}`,
              `${StorageDescriptor?.Location}`.replace(`${LAKE}/`, ''),
            ]),
          ),
        }
      )
    },
    writes: async () => (await requests(database, /^(?!Get)/)).length,
  }
})

describe('Glue', () => {
  let database: string
  let catalog: TableCatalog
  beforeEach(async () => {
    await order()
    database = newDatabase()
    catalog = glueIn(database)
  })

  test('three of many partitions change: three are written, and no columns are read', async () => {
    const versions: (number | null)[] = Array.from({ length: 250 }, () => 1)
    await catalog.sync([wanted(call, versions), wanted(agent, [1])])
    const before = (await requests(database)).length
    await catalog.sync([wanted(call, [2, null, ...versions.slice(2), 1]), wanted(agent, [1])])
    const made = (await requests(database)).slice(before)
    expect(made.map(({ operation, items }) => `${operation} ${items}`)).toEqual([
      'GetTables 1',
      'GetPartitions 1',
      'GetPartitions 1',
      'BatchCreatePartition 1',
      'BatchUpdatePartition 1',
      'BatchDeletePartition 1',
    ])
    for (const { operation, asked } of made)
      if (operation === 'GetPartitions') expect(asked).toMatchObject({ ExcludeColumnSchema: true })
  })

  test('batches are as large as Glue takes, and no larger; many partitions are read in several lanes', async () => {
    const days = (version: number | null) => [
      wanted(
        agent,
        Array.from({ length: 1130 }, () => version),
      ),
    ]
    const sizes = async (kind: RegExp) => (await requests(database, kind)).map(({ items }) => items)
    await catalog.sync(days(1))
    expect(await sizes(/BatchCreate/)).toEqual([...Array.from({ length: 11 }, () => 100), 30])
    await catalog.sync(days(2))
    expect(await sizes(/BatchUpdate/)).toEqual([...Array.from({ length: 11 }, () => 100), 30])
    const segments = (await requests(database, /GetPartitions/)).map(({ asked }) => asked?.Segment)
    // Side by side: whichever comes first.
    const both = [0, 1].map(SegmentNumber => ({ SegmentNumber, TotalSegments: 2 }))
    expect(segments).toHaveLength(2)
    expect(segments).toEqual(expect.arrayContaining(both))
    await catalog.sync([
      wanted(
        agent,
        Array.from({ length: 1130 }, (_, i) => (i < 1060 ? 2 : null)),
      ),
    ])
    expect(await sizes(/BatchDelete/)).toEqual([25, 25, 20])
  })

  test('what Athena and other tools go by', async () => {
    await catalog.sync([wanted(call, [7])])
    const there = await found(database, 'call')
    expect(there?.table).toMatchObject({
      TableType: 'EXTERNAL_TABLE',
      Description: call.doc,
      Parameters: { EXTERNAL: 'TRUE', classification: 'parquet', 'projection.enabled': 'false' },
      PartitionKeys: [{ Name: 'dt', Type: 'string' }],
      StorageDescriptor: { Location: `${LAKE}/call/` },
    })
    const [columns, own] = [there?.table, there?.partitions[0]].map(each => each?.StorageDescriptor?.Columns)
    const types = (of: typeof columns) => of?.map(({ Name, Type }) => `${Name} ${Type}`)
    expect(types(columns)).toEqual([
      'call_id string',
      'ended_at timestamp',
      'wait_ms bigint',
      'caller string',
      'cost double',
      'is_answered boolean',
      'attributes map<string,string>',
      'rest string',
      'legs array<struct<agent:string,talk_ms:bigint>>',
    ])
    expect(types(own)).toEqual(types(columns))
    expect(columns?.find(({ Name }) => Name === 'caller')?.Parameters).toMatchObject({ pii: 'true' })
    for (const part of [there?.table, there?.partitions[0]])
      expect(part?.StorageDescriptor?.SerdeInfo?.SerializationLibrary).toContain('ParquetHiveSerDe')
    expect(there?.partitions[0]?.StorageDescriptor?.Location).toBe(`${LAKE}/call/dt=${day(0)}/v=7/`)
  })

  test('a change of a table keeps no old version, and what others have noted of it', async () => {
    await catalog.sync([wanted(call, [1])])
    const { table } = (await found(database, 'call')) ?? {}
    const { Name = '', StorageDescriptor, PartitionKeys, TableType, Description } = table ?? {}
    await client.send(
      new UpdateTableCommand({
        ...{ DatabaseName: database, SkipArchive: true },
        TableInput: {
          ...{ Name, StorageDescriptor, PartitionKeys, TableType, Description },
          ...{ Parameters: { ...table?.Parameters, noted_by: 'somebody' }, Owner: 'somebody' },
        },
      }),
    )
    expect(await catalog.differences([wanted(call, [1])])).toEqual([])
    await catalog.sync([wanted(grown, [1])])
    expect((await found(database, 'call'))?.table).toMatchObject({
      ...{ Owner: 'somebody', VersionId: '3' },
      Parameters: { noted_by: 'somebody', classification: 'parquet' },
    })
    const of = { DatabaseName: database, TableName: 'call' }
    const { TableVersions } = await client.send(new GetTableVersionsCommand(of))
    expect(TableVersions).toHaveLength(1)
  })

  test('raw records can be looked at; whatever they look like now', async () => {
    const withRaw = (...shapes: ObjectShape[]) => {
      const landing = { location: 's3://raw/connect', shapes }
      return glueCatalog({ database, lake: LAKE, landing, client: onStandIn() })
    }
    const text = { kind: 'text' } as const
    const member = (...keys: readonly string[]): ObjectShape => ({
      kind: 'object',
      members: Object.fromEntries(keys.map(key => [key, text])),
    })
    const customer: ObjectShape = { kind: 'object', members: { Customer: member('Name') } }
    await withRaw(member('ContactId'), customer).sync([])
    await withRaw(member('ContactId', 'Channel'), {
      ...customer,
      members: { Customer: member('Name', 'Id') },
    }).sync([])
    const there = await found(database, 'raw')
    expect(there?.table).toMatchObject({
      Parameters: { classification: 'json' },
      PartitionKeys: [],
      StorageDescriptor: {
        Location: 's3://raw/connect/',
        SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
        Columns: [
          { Name: 'contactid', Type: 'string' },
          { Name: 'channel', Type: 'string' },
          { Name: 'customer', Type: 'struct<name:string,id:string>' },
        ],
      },
    })
  })

  test.each<[string, TableInput]>([
    ['a table of somebody else', { Name: 'agent', StorageDescriptor: { Location: 's3://theirs/' } }],
    ['a view', { Name: 'agent', TableType: 'VIRTUAL_VIEW' }],
  ])('%s of the same name is left alone', async (_, TableInput) => {
    await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }))
    await client.send(new CreateTableCommand({ DatabaseName: database, TableInput }))
    for (const change of [catalog.sync, catalog.repair]) {
      const error = await change([wanted(call, [1]), wanted(agent, [1])]).catch(error => error)
      expect(error).toMatchObject({
        what: expect.stringContaining('not of this lake'),
        value: `${database}.agent`,
      })
    }
    expect((await requests(database, /^(?!Get)/)).length).toBe(1)
  })

  test('two lakes do not share a database', async () => {
    await catalog.sync([wanted(call, [1])])
    const error = await glueIn(database, 's3://another/lake')
      .sync([wanted(call, [1])])
      .catch(error => error)
    expect(error).toMatchObject({ value: `${database}.call, of ${LAKE}` })
  })

  test('tables and views of others in the same database are no business of ours', async () => {
    await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }))
    const TableInput = {
      Name: 'contact',
      TableType: 'VIRTUAL_VIEW',
      ViewOriginalText: '/* Presto View: e30= */',
    }
    await client.send(new CreateTableCommand({ DatabaseName: database, TableInput }))
    // More than a page of them.
    for (let i = 0; i < 120; i++)
      await client.send(
        new CreateTableCommand({ DatabaseName: database, TableInput: { Name: `a${i}`, PartitionKeys: [] } }),
      )
    await catalog.sync([wanted(call, [1])])
    expect(await catalog.differences([wanted(call, [1])])).toEqual([])
    expect((await found(database, 'contact'))?.table).toMatchObject(TableInput)
  })
})
