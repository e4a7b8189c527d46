/** Backfills in the container of a deployment: the command that starts one, and what the container then does. */
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandLine, started } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { everything, smallest } from '../infra/deployments.ts'
import { errorParts } from './error-parts.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const days = ['--from', '2024-01-01', '--to', '2024-03-31']

/** A folder with programs that print their arguments, a line each, in place of those that are called. */
function printing(name: string): string {
  const bin = writeTree(join(folder, `bin-${name}`), { [name]: '#!/bin/sh\nprintf "%s\\n" "$@"\n' })
  chmodSync(join(bin, name), 0o755)
  return `${bin}:${process.env.PATH}`
}

const workplace = (name: string, deployment: object): string =>
  writeTree(join(folder, name), { 'connect-lake.deploy.json': JSON.stringify(deployment) })

test('--container prints a command that a shell takes apart as meant', async () => {
  const cwd = workplace('with', everything)
  const command = await cli.done(['backfill', ...days, '--no-derive', '--container'], { cwd })
  const { out, code } = await started('sh', ['-c', command], { env: { PATH: printing('aws') } }).ended
  expect(code).toBe(0)
  const words = out.trim().split('\n')
  expect(words.slice(0, 10)).toEqual([
    ...['ecs', 'run-task', '--region', 'eu-west-2', '--launch-type', 'FARGATE'],
    ...['--cluster', 'connect-lake-prod-backfill', '--task-definition', 'connect-lake-prod-backfill'],
  ])
  expect(words[10]).toBe('--network-configuration')
  expect(JSON.parse(words[11] as string)).toEqual({
    awsvpcConfiguration: {
      ...{ subnets: ['subnet-0123456789abcdef0'], securityGroups: ['sg-0123456789abcdef0'] },
    },
  })
  expect(words[12]).toBe('--overrides')
  expect(JSON.parse(words[13] as string)).toEqual({
    containerOverrides: [{ name: 'job', command: ['backfill', ...days, '--no-derive'] }],
  })
})

test('a deployment without a container, and places that the container has of its own, are refused', async () => {
  const { code, err } = await cli.call(['backfill', ...days, '--container'], {
    cwd: workplace('without', smallest),
  })
  expect(code).toBe(1)
  expect(errorParts(err).do).toContain('etl.backfill')
  const cwd = workplace('both', everything)
  expect((await cli.call(['backfill', ...days, '--container', '--raw', 'x'], { cwd })).code).toBe(2)
})

test.each([
  ['what it is told', ['backfill', ...days]],
  ['an audit, unless it is told something', []],
])('the container does %s', async (name, args) => {
  const dockerfile = readFileSync('infra/etl/Dockerfile', 'utf8')
  const listed = (word: string) =>
    JSON.parse(new RegExp(`^${word} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '')
  const [shell, ...entry] = listed('ENTRYPOINT') as [string, ...string[]]
  const cwd = writeTree(join(folder, name.replaceAll(/\W/g, '-')), { '.keep': '' })
  const config = '{"raw":"s3://raw/it\'s"}'
  const env = { PATH: printing('node'), CONNECT_LAKE_CONFIG: config }
  const { out } = await started(shell, [...entry, ...(args.length > 0 ? args : listed('CMD'))], { cwd, env })
    .ended
  expect(out.trim().split('\n')).toEqual([
    'dist/connect-lake.js',
    ...(args.length > 0 ? args : ['run', '--audit']),
  ])
  expect(readFileSync(join(cwd, 'connect-lake.config.json'), 'utf8')).toBe(config)
})
