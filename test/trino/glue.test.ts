/**
 * A lake in S3 that Glue shows, read by Trino through both, as Athena reads it: a reader that goes on while partitions
 * are switched, and raw records. Whether every table and view has the rows it should: `ten-runs.test.ts`.
 */
import { gzipSync } from 'node:zlib'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { newBucket, onStandIn } from '../aws/stand-in.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { lakesThatGlueShows } from './shown-lake.ts'

const folder = temporaryFolder()
const shownLake = lakesThatGlueShows('glue', folder)

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
  const { glue, trino } = await shownLake({ raw: `s3://${bucket}/connect` })
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
