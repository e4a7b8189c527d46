import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/*
 * Makes the layer with DuckDB for Lambda on arm64, as Lambda wants it below `nodejs/`: of the version that this package
 * is pinned to, from the registry of npm, whatever machine this is. Before `cdk synth`, which so needs no network.
 */
const PACKAGE = '@duckdb/node-api'
const root = new URL('../', import.meta.url)
const folder = fileURLToPath(new URL('dist/layer/nodejs/', root))

const { dependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
  dependencies: Record<string, string>
}
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
await writeFile(`${folder}package.json`, JSON.stringify({ private: true }))
const platform = ['--os=linux', '--cpu=arm64', '--libc=glibc']
const wanted = `${PACKAGE}@${dependencies[PACKAGE]}`
await promisify(execFile)(
  'npm',
  ['install', ...platform, '--no-audit', '--no-fund', '--no-package-lock', wanted],
  { cwd: folder },
)
