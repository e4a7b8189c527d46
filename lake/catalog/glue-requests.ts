import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchUpdatePartitionCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteTableCommand,
  GlueClient,
  type GlueClientConfig,
  type Partition,
  type PartitionInput,
  paginateGetPartitions,
  paginateGetTables,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import { type Action, failure } from '../aws/failure.ts'
import { instrumented } from '../aws/instrument.ts'

/** What the batch requests take. */
const MOST_CREATED = 100
const MOST_UPDATED = 100
const MOST_DELETED = 25
/** What a page of GetPartitions has, and into how many segments it can be split. */
const PAGE = 1000
const MOST_SEGMENTS = 10

/**
 * Answers after which one looks again at what there is: somebody else did the same, or we did and the answer was lost,
 * or Glue is busy. All else is an error.
 */
const LOOK_AGAIN = new Set([
  'AlreadyExistsException',
  'ConcurrentModificationException',
  'EntityNotFoundException',
  'InternalServiceException',
  'OperationTimeoutException',
  'ThrottlingException',
])

const namedAs = (error: unknown, name: string): boolean => (error as { name?: unknown }).name === name

/** What became of one item of a batch. */
interface ItemError {
  readonly ErrorDetail?:
    | { readonly ErrorCode?: string | undefined; readonly ErrorMessage?: string | undefined }
    | undefined
}

/** What is asked of one database of Glue. A view is a table there. */
export interface GlueRequests {
  /** Every table there; undefined when there is no such database. */
  tables(): Promise<readonly Table[] | undefined>
  /**
   * The partitions of a table.
   * @param about   how many there may be: many are read in several lanes
   * @param closely with the columns of each, which is most of what there is to read
   */
  partitions(table: string, about: number, closely: boolean): Promise<readonly Partition[]>
  // What writes says whether it went well; if not, one has to look again.
  createDatabase(): Promise<boolean>
  createTable(input: TableInput): Promise<boolean>
  /** @param version the one that the change was planned for */
  updateTable(input: TableInput, version: string | undefined): Promise<boolean>
  deleteTable(name: string): Promise<boolean>
  createPartitions(table: string, inputs: readonly PartitionInput[]): Promise<boolean>
  /** Each at once: a query sees the partition as it was, or as it is now. */
  updatePartitions(table: string, inputs: readonly PartitionInput[]): Promise<boolean>
  deletePartitions(table: string, days: readonly string[]): Promise<boolean>
}

/**
 * One database of Glue. Requests that Glue is too busy for are repeated by the SDK, each later than the last; its adaptive
 * mode would slow down whatever comes after, too, to one request in two seconds.
 */
export function glueRequests(database: string, client: GlueClientConfig): GlueRequests {
  const glue = instrumented(new GlueClient({ retryMode: 'standard', maxAttempts: 8, ...client }))
  const inDatabase = { DatabaseName: database }
  const failed = (error: unknown, action: Action, table = ''): unknown =>
    failure(error, action, `Glue database ${database}${table === '' ? '' : `, table ${table}`}`)

  async function done(action: Action, work: Promise<unknown>, table?: string): Promise<boolean> {
    try {
      await work
      return true
    } catch (error) {
      if (LOOK_AGAIN.has((error as Error).name)) return false
      throw failed(error, action, table)
    }
  }

  /** Sends all in batches. A request that went well can have items that did not: each of them tells for itself. */
  async function inBatches<T>(
    action: Action,
    table: string,
    items: readonly T[],
    most: number,
    send: (some: T[]) => Promise<{ readonly Errors?: readonly ItemError[] | undefined }>,
  ): Promise<boolean> {
    let well = true
    for (let i = 0; i < items.length; i += most) {
      const request = send(items.slice(i, i + most)).then(({ Errors = [] }) => {
        for (const { ErrorDetail: { ErrorCode: name = '', ErrorMessage: message = '' } = {} } of Errors) {
          if (!LOOK_AGAIN.has(name)) throw Object.assign(new Error(message), { name })
          well = false
        }
      })
      well = (await done(action, request, table)) && well
    }
    return well
  }

  async function* segment(table: string, closely: boolean, number: number, of: number) {
    const Segment = of === 1 ? {} : { Segment: { SegmentNumber: number, TotalSegments: of } }
    const input = { ...inDatabase, TableName: table, ExcludeColumnSchema: !closely, ...Segment }
    for await (const { Partitions = [] } of paginateGetPartitions({ client: glue, pageSize: PAGE }, input))
      yield* Partitions
  }

  return {
    async tables() {
      const found: Table[] = []
      // The paginator writes into what it is given.
      const input = { ...inDatabase }
      try {
        for await (const { TableList = [] } of paginateGetTables({ client: glue }, input))
          found.push(...TableList)
        return found
      } catch (error) {
        if (namedAs(error, 'EntityNotFoundException')) return undefined
        throw failed(error, 'glue:GetTables')
      }
    },

    async partitions(table, about, closely) {
      const segments = Math.max(1, Math.min(MOST_SEGMENTS, Math.ceil(about / PAGE)))
      const lanes = Array.from({ length: segments }, async (_, number) => {
        const found: Partition[] = []
        for await (const partition of segment(table, closely, number, segments)) found.push(partition)
        return found
      })
      return Promise.all(lanes).then(
        all => all.flat(),
        error => {
          // Somebody took the table away meanwhile: what is written next will notice.
          if (namedAs(error, 'EntityNotFoundException')) return []
          throw failed(error, 'glue:GetPartitions', table)
        },
      )
    },

    createDatabase: () =>
      done(
        'glue:CreateDatabase',
        glue.send(
          new CreateDatabaseCommand({
            DatabaseInput: { Name: database, Description: 'Amazon Connect, as connect-lake has it.' },
          }),
        ),
      ),

    createTable: input =>
      done(
        'glue:CreateTable',
        glue.send(new CreateTableCommand({ ...inDatabase, TableInput: input })),
        input.Name,
      ),

    updateTable: (input, VersionId) =>
      done(
        'glue:UpdateTable',
        // A version kept for each change would use up how many versions there may be.
        glue.send(new UpdateTableCommand({ ...inDatabase, TableInput: input, SkipArchive: true, VersionId })),
        input.Name,
      ),

    deleteTable: Name =>
      done('glue:DeleteTable', glue.send(new DeleteTableCommand({ ...inDatabase, Name })), Name),

    createPartitions: (table, inputs) =>
      inBatches('glue:BatchCreatePartition', table, inputs, MOST_CREATED, PartitionInputList =>
        glue.send(new BatchCreatePartitionCommand({ ...inDatabase, TableName: table, PartitionInputList })),
      ),

    updatePartitions: (table, inputs) =>
      inBatches('glue:BatchUpdatePartition', table, inputs, MOST_UPDATED, some => {
        const Entries = some.map(input => ({ PartitionValueList: input.Values ?? [], PartitionInput: input }))
        return glue.send(new BatchUpdatePartitionCommand({ ...inDatabase, TableName: table, Entries }))
      }),

    deletePartitions: (table, days) =>
      inBatches('glue:BatchDeletePartition', table, days, MOST_DELETED, some => {
        const PartitionsToDelete = some.map(dt => ({ Values: [dt] }))
        return glue.send(
          new BatchDeletePartitionCommand({ ...inDatabase, TableName: table, PartitionsToDelete }),
        )
      }),
  }
}
