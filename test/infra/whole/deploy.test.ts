/** The real CDK, called as `connect-lake deploy` calls it, in a copy of this checkout whose code is not that of a release. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { commandLine } from '../../fixture/command-line.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { writeTree } from '../../fixture/tree.ts'
import { everything } from '../deployments.ts'

const folder = temporaryFolder()
const cli = await commandLine()

/** Without a network, an account or credentials: addresses lead nowhere. */
const alone = { AWS_EC2_METADATA_DISABLED: 'true', HTTPS_PROXY: 'http://127.0.0.1:9', HOME: folder }

function copied(): string {
  const copy = join(folder, 'checkout')
  mkdirSync(copy)
  const folders = ['cli', 'dashboards', 'etl', 'infra', 'lake', 'schema', 'simulator', 'sql']
  for (const name of [...folders, 'package.json', 'cdk.json', 'tsconfig.json'])
    cpSync(name, join(copy, name), { recursive: true })
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  const version = packageJson.dependencies['@duckdb/node-api']
  writeTree(copy, {
    'dist/layer/nodejs/node_modules/@duckdb/node-api/package.json': JSON.stringify({ version }),
  })
  return copy
}

/** So many readers that no template holds a resource for each of them and each table. */
const tooMany = Array.from({ length: 60 }, (_, n) => `arn:aws:iam::${everything.account}:role/reader-${n}`)

test('deploy --dry-run bundles, synthesises and validates everything with nobody to ask; doctor finds nothing bad', async () => {
  const cwd = writeTree(join(folder, 'work'), { 'connect-lake.deploy.json': JSON.stringify(everything) })
  const args = ['--checkout', copied()]
  const out = await cli.done(['deploy', '--dry-run', ...args], { cwd, env: alone })
  const stacks = ['storage', 'ingest', 'lake', 'etl', 'live', 'watch', 'dashboards']
  for (const name of stacks)
    expect(out).toMatch(new RegExp(`^connect-lake-prod-${name} +\\d+ +[\\d.]+ kB$`, 'm'))
  expect(readdirSync(join(folder, 'checkout/dist/handlers'))).toContain('publish')

  const looked = await cli.call(['doctor', '--offline', '--json', ...args], { cwd, env: alone })
  const { checks } = JSON.parse(looked.out) as { checks: readonly { check: string; verdict: string }[] }
  expect(checks.filter(({ check }) => check === 'template')).toHaveLength(stacks.length)
  expect(checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
  expect(looked.code).toBe(0)

  // Also who calls the CDK by itself is told, in our words.
  const big = writeTree(join(folder, 'big'), {
    'big.json': JSON.stringify({ ...everything, lake: { readers: tooMany } }),
  })
  const synthesised = spawnSync('npm', ['run', '--silent', 'synth'], {
    ...{ cwd: join(folder, 'checkout'), encoding: 'utf8' },
    env: { ...process.env, ...alone, CONNECT_LAKE_DEPLOYMENT: join(big, 'big.json') },
  })
  expect(synthesised.status).toBe(1)
  expect(synthesised.stderr).toMatch(
    /^a template is larger than CloudFormation takes\n {2}value {4}connect-lake-prod-lake: .*\d+ resources\n/,
  )
}, 480_000)
