import {
  CreatePartitionCommand,
  DeletePartitionCommand,
  DeleteTableCommand,
  type StorageDescriptor,
  type TableInput,
  UpdatePartitionCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import { beforeEach, expect, test } from 'vitest'
import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import type { Difference } from '../../lake/catalog/difference.ts'
import { LakeError } from '../../schema/error.ts'
import { agent, call, day, wanted } from '../lake/catalog.contract.ts'
import { client, found, glueIn, LAKE } from './glue.ts'
import { newDatabase, order } from './stand-in.ts'

const tables = [wanted(call, [1, 1]), wanted(agent, [1])]
let database: string
let catalog: TableCatalog
beforeEach(async () => {
  await order()
  database = newDatabase()
  catalog = glueIn(database)
  await catalog.sync(tables)
})

/** A table as it is, changed, and put in its place. */
async function change(with_: (input: TableInput) => TableInput): Promise<void> {
  const { table } = (await found(database, 'call')) ?? {}
  const { Name = '', StorageDescriptor, PartitionKeys, TableType, Description, Parameters } = table ?? {}
  const input = { Name, StorageDescriptor, PartitionKeys, TableType, Description, Parameters }
  await client.send(new UpdateTableCommand({ DatabaseName: database, TableInput: with_(input) }))
}
const retyped = (name: string, Type: string) => (input: TableInput) => ({
  ...input,
  StorageDescriptor: {
    ...input.StorageDescriptor,
    Columns: input.StorageDescriptor?.Columns?.map(each => (each.Name === name ? { ...each, Type } : each)),
  },
})
/** The first partition, moved or otherwise changed. */
async function changePartition(with_: (input: StorageDescriptor) => StorageDescriptor): Promise<void> {
  const [first] = (await found(database, 'call'))?.partitions ?? []
  const { Values, StorageDescriptor = {}, Parameters } = first ?? {}
  const PartitionInput = { Values, StorageDescriptor: with_(StorageDescriptor), Parameters }
  await client.send(
    new UpdatePartitionCommand({
      ...{ DatabaseName: database, TableName: 'call' },
      ...{ PartitionValueList: Values, PartitionInput },
    }),
  )
}

test.each<[string, () => Promise<unknown>, Partial<Difference>]>([
  [
    'a table taken away',
    () => client.send(new DeleteTableCommand({ DatabaseName: database, Name: 'call' })),
    { what: 'table missing', of: 'call' },
  ],
  [
    'a description',
    () => change(input => ({ ...input, Description: 'mine' })),
    { what: 'table differs', of: 'description', shown: 'mine', wanted: call.doc },
  ],
  [
    'partitions made up instead of looked up',
    () => change(input => ({ ...input, Parameters: { ...input.Parameters, 'projection.enabled': 'true' } })),
    { what: 'table differs', of: 'settings' },
  ],
  [
    'a type',
    () => change(retyped('wait_ms', 'int')),
    { what: 'column of another type', of: 'wait_ms', shown: 'int', wanted: 'bigint' },
  ],
  [
    'a partition at another place',
    () => changePartition(of => ({ ...of, Location: `${LAKE}/call/dt=${day(0)}/` })),
    { what: 'partition elsewhere', of: day(0), shown: `${LAKE}/call/dt=${day(0)}/` },
  ],
  [
    'the columns of a partition',
    () => changePartition(of => ({ ...of, Columns: [{ Name: 'call_id', Type: 'string' }] })),
    { what: 'partition with other columns', of: day(0) },
  ],
  [
    'a partition taken away',
    () =>
      client.send(
        new DeletePartitionCommand({
          DatabaseName: database,
          TableName: 'call',
          PartitionValues: [day(1)],
        }),
      ),
    { what: 'partition missing', of: day(1) },
  ],
  [
    'a partition of nobody',
    () =>
      client.send(
        new CreatePartitionCommand({
          ...{ DatabaseName: database, TableName: 'call' },
          PartitionInput: { Values: ['2031-01-01'], StorageDescriptor: { Location: 's3://elsewhere/' } },
        }),
      ),
    { what: 'partition unknown', of: '2031-01-01', shown: 's3://elsewhere/', wanted: null },
  ],
])('%s is shown, and healed', async (_, byHand, difference) => {
  await byHand()
  const differences = await catalog.differences(tables)
  expect(differences).toContainEqual(expect.objectContaining({ table: 'call', ...difference }))
  expect(await catalog.repair(tables)).toEqual(differences)
  expect(await catalog.differences(tables)).toEqual([])
})

test('a type is not written over by a run: it could have been our own mistake', async () => {
  await change(retyped('wait_ms', 'int'))
  const error = await catalog.sync([wanted(call, [2, 2])]).catch(error => error)
  expect(error).toBeInstanceOf(LakeError)
  expect(error).toMatchObject({
    value: `${database}.call.wait_ms is int`,
    allowed: 'bigint',
    remedy: expect.stringContaining('connect-lake catalog repair'),
  })
})
