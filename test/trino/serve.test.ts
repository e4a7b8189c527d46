/** The page over Trino and over Athena, which is played over it, shows what it shows over the local engine. */
import { Command } from 'commander'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { settleConfig } from '../../cli/config.ts'
import { engineSource } from '../../cli/engine-source.ts'
import { type RunningServer, startServer } from '../../cli/server/server.ts'
import { dashboards } from '../../dashboards/dashboards.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { asked } from '../server/asked.ts'
import { type Contact, servedLake } from '../server/served-lake.ts'
import { athenaOverTrino } from './athena-over-trino.ts'
import { registered } from './registered.ts'
import { READER } from './server/configuration.ts'

const contacts: readonly Contact[] = Array.from({ length: 40 }, (_, i) => ({
  id: `contact-${i}`,
  at: `2025-07-0${1 + (i % 4)}T1${i % 10}:00:00Z`,
  queue: ['Sales', 'Care', null][i % 3] ?? null,
  agent: i % 3 === 2 || i % 5 === 0 ? null : `agent ${i % 4}`,
  wait_s: i,
  talk_s: 60 + i,
}))
const served = servedLake(temporaryFolder())
const servers = new Map<string, RunningServer>()

beforeAll(async () => {
  await served.take(contacts, 0, '2025/07/04/20/')
  const { schema } = await registered(served.lake.storage, await served.lake.log.head())
  process.env.AWS_ENDPOINT_URL_ATHENA = (await athenaOverTrino(schema)).url
  Object.assign(process.env, {
    ...{ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' },
  })
  const options = {
    ...{ port: 0, service_level_target_percent: 80 },
    report: (error: unknown) => {
      throw error
    },
  }
  const trino = { schema, url: inject('trino'), user: READER }
  const config = (engine: 'athena' | 'trino') =>
    settleConfig(new Command('serve'), { engine, trino, athena: { database: schema } })
  servers.set('local', await startServer({ ...options, lake: served.source }))
  for (const engine of ['trino', 'athena'] as const)
    servers.set(engine, await startServer({ ...options, lake: engineSource(config(engine)) }))
})
afterAll(async () => {
  for (const server of servers.values()) await server.close()
})

const get = (engine: string, path: string) => asked(servers.get(engine)?.url ?? '', path)

for (const engine of ['trino', 'athena'])
  for (const { id: dashboard, sheets } of dashboards)
    test(`${dashboard} by ${engine}`, async () => {
      for (const { id: visual } of sheets.flatMap(sheet => sheet.visuals)) {
        const path = `/api/csv?dashboard=${dashboard}&visual=${visual}`
        const [local, other] = [await get('local', path), await get(engine, path)]
        expect([visual, other.status, other.text]).toEqual([visual, 200, local.text])
      }
      const { days, values, freshness } = (await get(engine, `/api/facts?dashboard=${dashboard}`)).json()
      const local = (await get('local', `/api/facts?dashboard=${dashboard}`)).json()
      expect({ days, values, freshness }).toEqual({
        ...{ days: local.days, values: local.values, freshness: local.freshness },
      })
      const sheet = await get(engine, `/api/sheet?dashboard=${dashboard}&sheet=${sheets[0]?.id}`)
      expect(sheet.text).not.toMatch('"type":"problem"')
    })
