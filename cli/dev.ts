/**
 * Serves the dashboards while they are edited: npm run dev -- --lake DIR. The page is built first, and shown anew when a
 * spec changes; what is wrong with one is said on the page, with its file.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Problem } from '../dashboards/local/stream.ts'
import type { Dashboard } from '../dashboards/normal/dashboard.ts'
import { buildPage } from '../dashboards/page/build.js'
import { LakeError } from '../schema/error.ts'
import { settleConfig } from './config.ts'
import { existingLake, openEngine } from './lake.ts'
import { problemIn } from './server/problem.ts'
import { startServer } from './server/server.ts'
import { withSpecFile } from './spec-fault.ts'
import { accessIn } from './views/configured.ts'
import { whyOfDashboards } from './why/dashboard.ts'

function problemOf(error: unknown): Problem {
  const said = withSpecFile(error)
  if (said instanceof LakeError) return problemIn(said)
  const value = said instanceof Error ? said.message : String(said)
  return { what: 'the specs of the dashboards cannot be read', value, remedy: 'mend the file, and save it' }
}

async function read(): Promise<{ readonly dashboards: readonly Dashboard[]; readonly problem?: Problem }> {
  try {
    const { dashboardsWith } = await import('../dashboards/dashboards.ts')
    return { dashboards: dashboardsWith(config.contact_attributes) }
  } catch (error) {
    return { dashboards: [], problem: problemOf(error) }
  }
}

const command = new Command('serve').option('--lake <dir>').option('--port <n>', '', Number)
const flags = command.parse().opts<{ lake?: string; port?: number }>()
const config = settleConfig(command, flags)
const lake = await existingLake(config)
const page = mkdtempSync(join(tmpdir(), 'connect-lake-page-'))
await buildPage(page)
const { dashboards, problem } = await read()
const server = await startServer({
  lake: { head: () => lake.log.head(), open: state => openEngine(lake, config, state) },
  ...{ port: config.port, page, dashboards },
  service_level_target_percent: config.service_level_target_percent,
  themes: config.themes,
  why: whyOfDashboards(lake, config),
  access: accessIn(await lake.catalog.views(), config),
  live: problem ? { problem } : {},
})
const wrong = problem ? (problem.each ?? [problem]) : []
process.stdout.write(
  [`Dashboard  ${server.url}`, ...wrong.map(({ what, value = '' }) => `${what}: ${value}`), ''].join('\n'),
)
