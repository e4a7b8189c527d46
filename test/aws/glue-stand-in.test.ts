/** What plays Glue refuses what the service refuses: else requests that it would refuse pass here. */
import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchUpdatePartitionCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  GetPartitionsCommand,
  GetTableCommand,
  type PartitionInput,
  SearchTablesCommand,
  type TableInput,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import { beforeAll, expect, test } from 'vitest'
import { client } from './glue.ts'
import { newDatabase, order } from './stand-in.ts'

const database = newDatabase()
const of = { DatabaseName: database, TableName: 't' }
const days = (count: number): PartitionInput[] =>
  Array.from({ length: count }, (_, i) => ({
    Values: [`day-${i}`],
    StorageDescriptor: { Location: 's3://b/', Columns: [{ Name: 'a', Type: 'string' }] },
  }))
const create = (inputs: PartitionInput[]) =>
  client.send(new BatchCreatePartitionCommand({ ...of, PartitionInputList: inputs }))
const table = (more: Partial<TableInput> = {}): TableInput => ({
  ...{ Name: 't', PartitionKeys: [{ Name: 'dt', Type: 'string' }] },
  ...more,
})
const update = (more: Partial<TableInput>, VersionId?: string) =>
  client.send(new UpdateTableCommand({ DatabaseName: database, TableInput: table(more), VersionId }))

beforeAll(async () => {
  await order()
  await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database.toUpperCase() } }))
  await client.send(new CreateTableCommand({ DatabaseName: database, TableInput: table({ Name: 'T' }) }))
  for (let i = 0; i < 1030; i += 100) await create(days(Math.min(1030, i + 100)).slice(i))
})

test('names are kept in small letters', async () => {
  const found = await client.send(new GetTableCommand({ DatabaseName: database.toUpperCase(), Name: 'T' }))
  expect(found.Table?.Name).toBe('t')
})

test.each<[string, () => Promise<unknown>, string]>([
  ['101 partitions made at once', () => create(days(101)), 'ValidationException'],
  [
    '101 switched',
    () => {
      const Entries = days(101).map(input => ({ PartitionValueList: input.Values, PartitionInput: input }))
      return client.send(new BatchUpdatePartitionCommand({ ...of, Entries }))
    },
    'ValidationException',
  ],
  [
    '26 removed',
    () => {
      const PartitionsToDelete = days(26).map(({ Values }) => ({ Values }))
      return client.send(new BatchDeletePartitionCommand({ ...of, PartitionsToDelete }))
    },
    'ValidationException',
  ],
  [
    'eleven segments',
    () => client.send(new GetPartitionsCommand({ ...of, Segment: { SegmentNumber: 0, TotalSegments: 11 } })),
    'ValidationException',
  ],
  ['two values for one key', () => create([{ Values: ['a', 'b'] }]), 'InvalidInputException'],
  ['a version that is not the current one', () => update({}, '99'), 'ConcurrentModificationException'],
  [
    'a comment of 256 characters',
    () => update({ StorageDescriptor: { Columns: [{ Name: 'a', Comment: 'x'.repeat(256) }] } }),
    'ValidationException',
  ],
  [
    'a column that comes twice',
    () => update({ StorageDescriptor: { Columns: [{ Name: 'a' }, { Name: 'A' }] } }),
    'InvalidInputException',
  ],
  [
    'a view of more than 409,600 characters',
    () => update({ ViewOriginalText: 'x'.repeat(409_601) }),
    'ValidationException',
  ],
  ['what nobody plays', () => client.send(new SearchTablesCommand({})), 'NotImplemented'],
])('refused: %s', async (_, request, name) => {
  await expect(request()).rejects.toMatchObject({ name })
})

test('a page has 1,000 partitions; segments have each of them once; columns are left out where that is asked', async () => {
  const first = await client.send(new GetPartitionsCommand({ ...of, ExcludeColumnSchema: true }))
  expect([first.Partitions?.length, first.NextToken !== undefined]).toEqual([1000, true])
  expect(first.Partitions?.[0]?.StorageDescriptor?.Columns).toBeUndefined()
  const segments = await Promise.all(
    [0, 1, 2].map(SegmentNumber =>
      client.send(new GetPartitionsCommand({ ...of, Segment: { SegmentNumber, TotalSegments: 3 } })),
    ),
  )
  const seen = segments.map(({ Partitions = [] }) => Partitions.map(({ Values }) => `${Values}`))
  expect(seen.flat().sort()).toEqual(
    days(1030)
      .map(({ Values }) => `${Values}`)
      .sort(),
  )
  for (const segment of seen) expect(segment.length).toBeGreaterThan(100)
})
