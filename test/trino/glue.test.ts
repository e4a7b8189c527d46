/**
 * A lake in S3 that Glue shows, read by Trino through both, as Athena reads it: every table row by row as the local
 * engine has it, and a reader that goes on while partitions are switched.
 */
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, expect, inject, test } from 'vitest'
import { syncCatalogs } from '../../etl/job/catalog.ts'
import { run } from '../../etl/job/run.ts'
import { defaultLimits } from '../../etl/limits.ts'
import { sources } from '../../etl/sources.ts'
import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import { glueCatalog } from '../../lake/catalog/glue.ts'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { trinoEngine } from '../../lake/engine/trino.ts'
import { collect } from '../../lake/log/collect.ts'
import { rollback } from '../../lake/log/rollback.ts'
import { s3Storage } from '../../lake/storage/s3.ts'
import { shapeOf } from '../../schema/shape.ts'
import { tables } from '../../schema/tables.ts'
import { prelude } from '../../sql/prelude.ts'
import { newBucket, newDatabase, onStandIn } from '../aws/stand-in.ts'
import { newCache } from '../fixture/cache.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { deliver } from '../simulator/delivered.ts'
import { answerOf, differences } from './answers.ts'
import { glueInTrino } from './glue-catalog.ts'
import { KEEPER } from './server/configuration.ts'

const CATALOG = glueInTrino('glue')
const folder = temporaryFolder()
const opened: QueryEngine[] = []

afterAll(() => {
  for (const engine of opened) engine.close()
})

/** A lake in S3 that a database of Glue shows, and Trino over it. */
interface ShownLake {
  readonly lake: TestLake
  readonly glue: TableCatalog
  readonly trino: QueryEngine
  load(): Promise<unknown>
}

async function shownLake(raw?: string): Promise<ShownLake> {
  const [bucket, database] = [await newBucket(), newDatabase()]
  const storage = s3Storage({ bucket, prefix: 'connect/lake', client: onStandIn(), cache: newCache(folder) })
  const lake = testLake(folder, () => storage)
  const shapes = sources.map(({ table }) => shapeOf(table))
  const landing = raw === undefined ? undefined : { location: raw, shapes }
  const glue = glueCatalog({ database, lake: storage.location, landing, client: onStandIn() })
  const trino = trinoEngine({ url: inject('trino'), user: KEEPER, catalog: CATALOG, schema: database })
  opened.push(trino)
  const ports = { ...lake.ports, catalogs: [...lake.ports.catalogs, glue] }
  return {
    ...{ lake, glue, trino },
    load: () => run(ports, { audit: false, derive: true, limits: defaultLimits }),
  }
}

/** Fails where a table of the lake has other rows by Trino than by the local engine. */
async function expectEqual({ lake, trino }: ShownLake): Promise<Readonly<Record<string, number>>> {
  const local = await duckdbEngine(lake.storage, await lake.log.head(), {
    ...{ prelude, views: [], memory_bytes: 512 * 1024 * 1024, scratch: join(folder, 'query') },
  })
  const counts: Record<string, number> = {}
  try {
    for (const name of Object.keys(tables)) {
      const sql = `SELECT * FROM ${name}`
      const [here, there] = await Promise.all([local.query(sql), trino.query(sql)])
      const answer = answerOf(here)
      expect(differences(answer, answerOf(there)), name).toEqual([])
      counts[name] = answer.rows.length
    }
  } finally {
    local.close()
  }
  return counts
}

test('every table of a simulated lake, with late data, after a rollback, and after a collection', async () => {
  const { objects } = await deliver({ days: 2, contacts_per_day: 25, seed: 9, end: '2025-07-02' })
  const shown = await shownLake()
  const { lake, glue, load } = shown
  const all = [...objects]
  const late = Math.floor(all.length / 2)
  for (const [key, bytes] of all.slice(0, late)) lake.add(key, Buffer.from(bytes))
  await load()
  const first = await expectEqual(shown)
  for (const [key, bytes] of all.slice(late)) lake.add(key, Buffer.from(bytes))
  await load()
  const counts = await expectEqual(shown)
  expect(counts.contact_record).toBeGreaterThan(first.contact_record ?? 0)
  for (const name of [
    'contact_attribute',
    'agent_event',
    'agent_statistic_record',
    'contact_journey',
    'ledger',
  ])
    expect(counts[name], name).toBeGreaterThan(0)

  await rollback(lake.log, '2', lake.ports)
  await syncCatalogs([glue], lake.log, await lake.log.head())
  expect(await expectEqual(shown)).toEqual(first)
  await load()
  expect(await expectEqual(shown)).toEqual(counts)
  await syncCatalogs([glue], lake.log, await lake.log.head())
  await collect(lake.storage, lake.log, 1, false, lake.ports)
  expect(await expectEqual(shown)).toEqual(counts)
}, 180_000)

test('a reader beside runs sees each partition as it was or as it is: nothing missing, nothing twice', async () => {
  const { lake, trino, load } = await shownLake()
  lake.add('0', concatenated(Array.from({ length: 20 }, (_, i) => contactRecord({ id: `c${i}` }))))
  await load()
  const seen = new Set<string>()
  let done = false
  const reader = (async () => {
    while (!done) {
      const answer = await trino.query(
        `SELECT count(*) AS n, count(DISTINCT contact_id) AS ids, count_if(disconnect_reason = 'NEW') AS renewed FROM contact_record`,
      )
      const row = answer.toArray()[0]
      expect(row?.n).toBe(row?.ids)
      seen.add(`${row?.n} rows, ${row?.renewed} new`)
    }
  })()
  try {
    for (let round = 1; round <= 3; round++) {
      const renewed = contactRecord({
        ...{ id: `c${round}`, updated: `2025-07-0${round + 1}T00:00:00Z` },
        more: { DisconnectReason: 'NEW' },
      })
      lake.add(`${round}`, concatenated([renewed, contactRecord({ id: `extra${round}` })]))
      await load()
    }
  } finally {
    done = true
    await reader
  }
  const states = [0, 1, 2, 3].map(round => `${20 + round} rows, ${round} new`)
  expect(states).toEqual(expect.arrayContaining([...seen]))
  expect(seen.size).toBeGreaterThan(1)
}, 180_000)

test('raw records as they were delivered', async () => {
  const bucket = await newBucket()
  const records = ['a', 'b', 'c'].map(id => contactRecord({ id, attributes: { reason: `${id}, asked` } }))
  const client = new S3Client(onStandIn())
  for (const [Key, Body] of Object.entries({
    'connect/2025/07/01/10/lines.gz': gzipSync(records.map(record => `${JSON.stringify(record)}\n`).join('')),
    'connect/2025/07/01/11/damaged': Buffer.from(
      `{"ContactId":"d"\n${JSON.stringify({ ContactId: 'e', SegmentAttributes: { x: { ValueString: 'y' } } })}\n`,
    ),
  }))
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))
  const { glue, trino } = await shownLake(`s3://${bucket}/connect`)
  await glue.sync([])
  const answer = await trino.query(
    `SELECT contactid, attributes['reason'] AS reason, segmentattributes, "$path" AS path FROM raw WHERE contactid IS NOT NULL ORDER BY 1`,
  )
  const rows = answer.toArray().map(row => row.toJSON())
  expect(rows.map(({ contactid }) => contactid)).toEqual(['a', 'b', 'c', 'e'])
  expect(rows[0]).toMatchObject({
    reason: 'a, asked',
    path: `s3://${bucket}/connect/2025/07/01/10/lines.gz`,
  })
  expect(JSON.parse(String(rows[3]?.segmentattributes))).toEqual({ x: { ValueString: 'y' } })
})
