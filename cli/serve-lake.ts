import type { Config } from './config.ts'
import { type OpenLake, openEngine } from './lake.ts'
import { startServer } from './server/server.ts'
import { styled } from './terminal.ts'

/** Serves the dashboards of a lake until the process is interrupted. */
export async function serveLake(lake: OpenLake, config: Config): Promise<void> {
  const server = await startServer({
    lake: { head: () => lake.log.head(), open: state => openEngine(lake, config, state) },
    port: config.port,
    service_level_target_percent: config.service_level_target_percent,
  })
  process.stdout.write(`\nDashboard  ${styled('bold', server.url)}\nCtrl-C ends it.\n`)
  await new Promise<void>(end => {
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  })
  await server.close()
}
