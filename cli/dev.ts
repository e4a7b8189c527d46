/**
 * Serves the dashboards while they are edited: npm run dev -- --lake DIR. The page is built first, and shown anew when a
 * spec changes; what is wrong with one is said on the page, with its file.
 */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import type { Problem } from '../dashboards/local/stream.ts'
import type { Dashboard } from '../dashboards/normal/dashboard.ts'
import { buildPage } from '../dashboards/page/build.js'
import { LakeError } from '../schema/error.ts'
import { settleConfig } from './config.ts'
import { existingLake, openEngine } from './lake.ts'
import { startServer } from './server/server.ts'
import { whyOfDashboards } from './why/dashboard.ts'

const specs = fileURLToPath(new URL('../dashboards', import.meta.url))

/** Where the thing that an error names is declared, as file and line. */
function declaredAt(what: string): string | undefined {
  const [, name] = /(?:visual|filter|parameter|sheet|dashboard) ([a-z][a-z0-9_-]*)/.exec(what) ?? []
  if (name === undefined) return undefined
  const files = readdirSync(specs, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
  for (const file of files) {
    const lines = readFileSync(join(specs, file), 'utf8').split('\n')
    const at = lines.findIndex(line => new RegExp(`\\b(id|name): ['"]${name}['"]`).test(line))
    if (at >= 0) return `${relative(process.cwd(), join(specs, file))}:${at + 1}`
  }
  return undefined
}

function problemOf(error: unknown): Problem {
  if (!(error instanceof LakeError)) {
    const value = error instanceof Error ? error.message : String(error)
    return { what: 'the specs of the dashboards cannot be read', value, remedy: 'mend the file, and save it' }
  }
  const { what, value = '', allowed = '', remedy } = error
  const at = declaredAt(what)
  return { what, value, allowed, remedy: at === undefined ? remedy : `${remedy}, in ${at}` }
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
  live: problem ? { problem } : {},
})
process.stdout.write(`Dashboard  ${server.url}${problem ? `\n${problem.what}: ${problem.value}` : ''}\n`)
