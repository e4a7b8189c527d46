/** What the command line prints with --engine athena and --engine trino is what it prints with its own engine. */
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { lakeLog } from '../../lake/log/log.ts'
import { folderStorage } from '../../lake/storage/folder.ts'
import { type CommandLine, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'
import { writeTree } from '../fixture/tree.ts'
import { athenaOverTrino } from './athena-over-trino.ts'
import { registered } from './registered.ts'
import { READER } from './server/configuration.ts'

const folder = temporaryFolder()
const lake = join(folder, 'lake')
let cli: CommandLine
let schema: string
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  cli = await commandLine()
  const records = ['a', 'b', 'c'].map(id =>
    contactRecord({ id, attributes: { said: `"${id}", [x]`, nothing: '' } }),
  )
  writeTree(join(folder, 'raw'), { '2025/07/01/10/one': concatenated(records) })
  await cli.done(['run', '--raw', join(folder, 'raw'), '--lake', lake])
  const storage = folderStorage(lake, () => '0')
  const placed = await registered(storage, await lakeLog(storage).head())
  schema = placed.schema
  env = {
    AWS_ENDPOINT_URL_ATHENA: (await athenaOverTrino(schema)).url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  }
  writeTree(folder, { 'connect-lake.config.json': JSON.stringify({ trino: { user: READER } }) })
})

const asks = (engine: string): readonly string[] =>
  engine === 'athena'
    ? ['--engine', 'athena', '--database', schema]
    : ['--engine', 'trino', '--database', schema, '--trino-url', inject('trino')]
const done = (...args: readonly string[]): Promise<string> => cli.done(args, { cwd: folder, env })

describe.each(['athena', 'trino'])('%s', engine => {
  test.each([
    'SELECT * FROM contact_record ORDER BY contact_id',
    'SELECT * FROM contact ORDER BY contact_id DESC',
  ])('%s', async sql => {
    const rows = JSON.parse(await done('query', sql, '--format', 'json', ...asks(engine)))
    expect(rows).toEqual(JSON.parse(await done('query', sql, '--format', 'json', '--lake', lake)))
    expect(rows).toHaveLength(3)
  })

  test.each(['csv', 'json', 'table'])('metrics, as %s', async format => {
    const question = [
      'contacts_handled,avg_handle_time,service_level:20',
      '--by',
      'queue,day',
      '--format',
      format,
    ]
    expect(await done('metrics', 'query', ...question, '--lake', lake, ...asks(engine))).toBe(
      await done('metrics', 'query', ...question, '--lake', lake),
    )
  })

  test('why, down to the bytes', async () => {
    const question = ['avg_handle_time', '--lake', lake, '--json']
    const answer = JSON.parse(await done('why', ...question, ...asks(engine)))
    expect(answer).toEqual(JSON.parse(await done('why', ...question)))
    expect(answer.behind[0].records[0].byte_length).toBeGreaterThan(0)
  })

  test('a view that is not there, and how to get it', async () => {
    const { code, err } = await cli.call(['query', 'SELECT * FROM contact_v9', ...asks(engine)], {
      cwd: folder,
      env,
    })
    expect(code).toBe(1)
    expect(err).toContain('contact_v9')
    expect(err).toContain(`connect-lake views apply --engine ${engine}`)
  })
})
