import type { Config } from './config.ts'
import { engineSource } from './engine-source.ts'
import { existingLake, type OpenLake, openEngine } from './lake.ts'
import { type RunningServer, startServer } from './server/server.ts'
import { styled } from './terminal.ts'
import { accessIn } from './views/configured.ts'
import { whyOfDashboards } from './why/dashboard.ts'

/** Starts the server over the engine that is configured; the local one asks the lake. */
async function start(lake: OpenLake | undefined, config: Config): Promise<RunningServer> {
  const { dashboardsWith } = await import('../dashboards/dashboards.ts')
  const options = {
    port: config.port,
    service_level_target_percent: config.service_level_target_percent,
    themes: config.themes,
    dashboards: dashboardsWith(config.contact_attributes),
    why: whyOfDashboards(lake, config),
    access: accessIn((await lake?.catalog.views()) ?? [], config),
  }
  if (config.engine !== 'local') return startServer({ ...options, lake: engineSource(config) })
  const own = lake ?? (await existingLake(config))
  return startServer({
    ...options,
    eager: true,
    lake: { head: () => own.log.head(), open: state => openEngine(own, config, state) },
  })
}

/** Serves the dashboards of a lake until the process is interrupted. */
export async function serveLake(lake: OpenLake | undefined, config: Config): Promise<void> {
  const server = await start(lake, config)
  process.stdout.write(`\nDashboard  ${styled('bold', server.url)}\nCtrl-C ends it.\n`)
  await new Promise<void>(end => {
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  })
  await server.close()
}
