// 10 million contacts of 90 days as Parquet, with all columns of contact_record, as the ETL would lay them out.
import { DuckDBInstance } from '@duckdb/node-api'
import { duckdbType } from './schema/formats/duckdb.ts'
import { tables } from './schema/tables.ts'

const db = await DuckDBInstance.create(':memory:', { memory_limit: '6GB' })
const c = await db.connect()
await c.run('SET threads=2')
await c.run('SET preserve_insertion_order=false')
const N = 10_000_000,
  DAYS = 90
const inst = 'arn:aws:connect:eu-west-1:111122223333:instance/8ca95e2f-891b-4e2f-9353-35d1e893233e'
const set: Record<string, string> = {
  contact_id: `CAST(uuid() AS varchar)`,
  last_update_timestamp: `d + INTERVAL '90' SECOND`,
  disconnect_timestamp: `d`,
  initiation_timestamp: `enq - INTERVAL '30' SECOND`,
  connected_to_system_timestamp: `enq - INTERVAL '30' SECOND`,
  channel: `CASE WHEN k%10 < 7 THEN 'VOICE' WHEN k%10 < 9 THEN 'CHAT' ELSE 'TASK' END`,
  initiation_method: `CASE WHEN k%10 < 6 THEN 'INBOUND' WHEN k%10 = 6 THEN 'TRANSFER' ELSE 'API' END`,
  disconnect_reason: `CASE WHEN k%3=0 THEN 'CUSTOMER_DISCONNECT' WHEN k%3=1 THEN 'AGENT_DISCONNECT' ELSE NULL END`,
  initial_contact_id: `CASE WHEN k%10 = 6 THEN 'x' END`,
  queue_arn: `CASE WHEN NOT ivr THEN '${inst}/queue/' || (k%20) END`,
  queue_name: `CASE WHEN NOT ivr THEN 'Queue ' || (k%20) END`,
  enqueue_timestamp: `CASE WHEN NOT ivr THEN enq END`,
  dequeue_timestamp: `CASE WHEN NOT ivr THEN enq + to_seconds(wait) END`,
  queue_duration_s: `CASE WHEN NOT ivr THEN wait END`,
  agent_arn: `CASE WHEN h THEN '${inst}/agent/' || (k%500) END`,
  agent_username: `CASE WHEN h THEN 'agent' || (k%500) END`,
  connected_to_agent_timestamp: `CASE WHEN h THEN enq + to_seconds(wait) END`,
  agent_interaction_duration_s: `CASE WHEN h THEN talk END`,
  customer_hold_duration_s: `CASE WHEN h THEN k%40 END`,
  after_contact_work_duration_s: `CASE WHEN h THEN k%90 END`,
  number_of_holds: `CASE WHEN h THEN k%3 END`,
  routing_profile_name: `CASE WHEN h THEN 'Profile ' || (k%7) END`,
  customer_endpoint_address: `'+4930' || lpad(CAST(hash(k) % 4000000 AS varchar), 7, '0')`,
  system_endpoint_address: `'+49301000' || (k%5)`,
  source_object: `'contact-records/' || strftime(a, '%Y/%m/%d/%H/') || 'connect-contact-records-1-' || strftime(a, '%Y-%m-%d-%H-') || (minute(a)//5*5) || '-00-8ad3f2a1-1c7b-4f6e-9d3b-3f3c6c4f8a11'`,
}
const cols = Object.entries(tables.contact_record.columns).map(
  ([name, { type }]) => `CAST(${set[name] ?? 'NULL'} AS ${duckdbType(type)}) AS ${name}`,
)
for (let day = 0; day < DAYS; day++) {
  const t = performance.now()
  const from = Math.floor((N / DAYS) * day),
    to = Math.floor((N / DAYS) * (day + 1))
  const dt = new Date(Date.UTC(2025, 8, 1) + day * 86400000).toISOString().slice(0, 10)
  await c.run(`CREATE OR REPLACE TEMP TABLE g AS SELECT *, d - to_seconds(talk + 30) - to_seconds(wait) AS enq,
    d + to_seconds(CASE WHEN k%100 = 0 THEN 100000 ELSE 200 END) AS a FROM (
    SELECT i AS k0, hash(i) % 1000003 AS k, TIMESTAMP '${dt}' + to_milliseconds(CAST((i-${from})*86400000.0/${to - from} AS BIGINT)//1000*1000) AS d,
      hash(i) % 1000003 % 100 < 10 AS ivr, hash(i) % 1000003 % 100 >= 18 AS h,
      CASE WHEN hash(i*3) % 50 = 0 THEN 3000 ELSE hash(i*3) % 120 END AS wait, hash(i*7) % 600 + 20 AS talk FROM range(${from},${to}) r(i)) x`)
  await c.run(
    `CREATE OR REPLACE TEMP TABLE rec AS SELECT ${cols.join(',')}, k AS k FROM g ORDER BY disconnect_timestamp`,
  )
  const { mkdirSync } = await import('node:fs')
  for (const tn of ['contact_record', 'contact_attribute'])
    mkdirSync(`/tmp/cal10m/${tn}/dt=${dt}`, { recursive: true })
  await c.run(
    `COPY (SELECT * EXCLUDE (k) FROM rec) TO '/tmp/cal10m/contact_record/dt=${dt}/0.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 60000)`,
  )
  await c.run(
    `COPY (SELECT contact_id, n AS attribute_name, CASE n WHEN 'reason' THEN 'reason' || (k%12) WHEN 'tier' THEN 'tier' || (k%4) ELSE 'cust' || k END AS attribute_value, disconnect_timestamp FROM rec, (VALUES ('reason'),('tier'),('customerId')) v(n)) TO '/tmp/cal10m/contact_attribute/dt=${dt}/0.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 60000)`,
  )
  if (day % 10 === 0) console.log(dt, Math.round(performance.now() - t))
}
