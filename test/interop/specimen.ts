import { join } from 'node:path'
import { bookRefreshes, type RefreshEntry } from '../../etl/job/refresh-book.ts'
import { defaultLimits } from '../../etl/limits.ts'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { dataFiles } from '../../lake/scan.ts'
import { type TableName, tables } from '../../schema/tables.ts'
import { prelude } from '../../sql/prelude.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { agentEvent, concatenated, contactRecord } from '../fixture/record.ts'

/** Past what a double counts exactly: a reader that goes through one gives …992. */
export const LARGE = 9007199254740993n

/** Every kind of column, each with the values that readers are known to get wrong. */
const full = JSON.stringify(
  contactRecord({
    id: 'full-Zürich-東京-😀',
    at: '2025-07-01T23:59:59.999Z',
    attributes: { Größe: 'naïve "quoted" \\ 東京 😀', empty: '', brace: '}{', Case: '1', case: '2' },
    more: {
      // Before 1970, and between two seconds: the sign and the milliseconds must survive.
      InitiationTimestamp: '1969-07-20T20:17:40.123Z',
      ConnectedToSystemTimestamp: '1969-12-31T23:59:59.999Z',
      ScheduledTimestamp: '2038-01-19T03:14:08.001+02:00',
      TotalPauseCount: '(large)',
      QualityMetrics: {
        Agent: { Audio: { QualityScore: 4.35, PotentialQualityIssues: ['HighJitterBuffer', ''] } },
      },
      ContactLens: { ConversationalAnalytics: { Configuration: { Enabled: false, LanguageLocale: '' } } },
      Tags: { 'aws:connect:instanceId': '8ca95e2f' },
      SegmentAttributes: {
        'connect:Subtype': { ValueString: 'connect:Telephony' },
        List: [1, null, { ä: '\n' }],
      },
      Recordings: [
        {
          Location: 'bucket/a.wav',
          StorageType: 'S3',
          StartTimestamp: '2025-07-01T23:58:00.001Z',
          StopTimestamp: null,
        },
        { Location: 'arn:…/stream/ü', StorageType: 'KINESIS_VIDEO_STREAM' },
      ],
      References: [],
    },
  }),
).replace('"(large)"', String(LARGE))

/** As little as a row can have: all else is NULL, which is neither empty text nor an empty list. */
const bare = {
  AWSContactTraceRecordFormatVersion: '2017-03-10',
  ContactId: 'bare',
  DisconnectTimestamp: '2025-07-02T00:00:00Z',
  LastUpdateTimestamp: '2025-07-02T00:01:00Z',
}

/** An attribute without a value: a NULL inside a map. */
const nulls = contactRecord({ id: 'nulls', more: { Attributes: { none: null }, Queue: null, Agent: null } })

const snapshot = {
  AgentStatus: { Name: 'Verfügbar', StartTimestamp: '2025-07-01T09:00:00.007Z' },
  Configuration: {
    AutoAccept: true,
    RoutingProfile: {
      Name: 'Basic',
      InboundQueues: [{ ARN: 'q1', Name: null, Channels: ['VOICE', 'CHAT'] }, { ARN: 'q2' }],
      Concurrency: [{ Channel: 'CHAT', AvailableSlots: 2, MaximumSlots: 5 }],
    },
  },
  Contacts: [{ ContactId: 'c1', State: 'CONNECTED', StateStartTimestamp: '2025-07-01T09:59:59.001Z' }],
}

/** What a refresh of a data set tells, whether or not it had anything to read. */
const told = {
  ...{ environment: 'prod-', refresh_type: 'FULL_REFRESH', reason: 'ü', rows_ingested: 12, error_type: 'X' },
  ...{ error_message: '"}{', started_at: '2025-07-01T23:59:59.999Z', ended_at: '2025-07-02T00:00:00.001Z' },
}
const untold = Object.fromEntries(Object.keys(told).map(name => [name, null])) as Record<
  keyof typeof told,
  null
>
const refreshWith = (more: Partial<typeof told>): RefreshEntry => ({
  ...{ refresh_id: `arn/${Object.keys(more).length}`, data_set_arn: 'arn', data_set: 'contacts' },
  ...{ ingestion_id: 'commit-1', outcome: 'completed', commit_id: '1', lake_at: '2025-07-01T23:00:00.123Z' },
  ...untold,
  ...more,
})

/** Where the files of a table lie, and what their folders say of the partition. */
export interface TableFiles {
  readonly name: TableName
  readonly files: readonly { readonly dt: string; readonly path: string }[]
}

export interface Specimen {
  readonly lake: TestLake
  readonly engine: QueryEngine
  readonly tables: readonly TableFiles[]
}

/** A small lake in which every table has rows, the lake's own books among them. */
export async function specimen(folder: string): Promise<Specimen> {
  const lake = testLake(folder)
  lake.add('contacts', full + concatenated([bare, nulls]).toString())
  // An unknown field for the drift report, a record cut short for the quarantine.
  lake.add('more', `${JSON.stringify(contactRecord({ id: 'odd', more: { Novelty: 'ß' } }))}{"ContactId":"cut`)
  lake.add(
    'events',
    concatenated([
      agentEvent('e1', '2025-07-01T10:00:00.123Z', { CurrentAgentSnapshot: snapshot }),
      // A minute of agent time.
      agentEvent('e3', '2025-07-01T10:01:00Z', {
        CurrentAgentSnapshot: snapshot,
        PreviousAgentSnapshot: snapshot,
      }),
      agentEvent('e2', '2025-07-02T10:00:00Z', { CurrentAgentSnapshot: null, PreviousAgentSnapshot: null }),
    ]),
  )
  await lake.run({ derive: true })
  await bookRefreshes([refreshWith({ ...told }), refreshWith({})], lake.ports, defaultLimits)
  const state = await lake.log.head()
  const found = await Promise.all(
    Object.values(tables).map(async table => {
      const files = await dataFiles(table, state, lake.storage)
      return { name: table.name as TableName, files: files.map(({ dt, path }) => ({ dt, path })) }
    }),
  )
  const scratch = join(folder, 'engine')
  const engine = await duckdbEngine(lake.storage, state, { prelude, views: [], memory_bytes: 256e6, scratch })
  return { lake, engine, tables: found }
}
