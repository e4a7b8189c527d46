/** Dashboards deployed by processes to a QuickSight on loopback: what fails, and whose assets are whose. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { CONFIG_FILE } from '../../cli/config.ts'
import { dashboards } from '../../dashboards/dashboards.ts'
import { errorParts } from '../cli/error-parts.ts'
import { type CallOptions, commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type Account, startAccount } from './account.ts'
import { type QuickSightServer, startQuickSight } from './server/server.ts'

const cwd = temporaryFolder()
const cli = await commandLine()
const place = { account_id: '111122223333', region: 'eu-central-1', identity_region: 'eu-central-1' }
let account: Account
beforeAll(async () => {
  account = await startAccount()
  const groups = { leads: 'owner', staff: 'viewer' }
  const quicksight = { ...place, database: account.database, groups }
  writeFileSync(join(cwd, CONFIG_FILE), JSON.stringify({ quicksight }))
})

let server: QuickSightServer
beforeEach(async () => {
  // Nothing stays in the making: processes pause as they do with QuickSight itself.
  server = await startQuickSight(place, 0)
})
afterEach(() => server.stop())
afterAll(() => {
  account.stop()
  rmSync(cwd, { recursive: true, force: true })
})

const options = (): CallOptions => ({
  cwd,
  env: account.environment(server.url),
})
const call = (...args: string[]) => cli.call(['dashboards', ...args], options())
const done = (...args: string[]) => cli.done(['dashboards', ...args], options())
/** The dashboards that are there, and the version that viewers see. */
const shown = () =>
  Object.fromEntries(
    [...server.state.assets]
      .filter(([name, { isDeleted }]) => name.startsWith('dashboard/') && !isDeleted)
      .map(([name, { published }]) => [name.slice('dashboard/'.length), published]),
  )
const ids = dashboards.map(({ id }) => id)
const allAt = (version: number, prefix = '') => Object.fromEntries(ids.map(id => [`${prefix}${id}`, version]))

test('a version that fails is told, viewers keep what they see, and apply goes on from there', {
  timeout: 240_000,
}, async () => {
  const errors = [{ Type: 'DATA_SET_NOT_FOUND', Message: 'it is gone' }]
  server.next('CreateDashboard', { errors })
  const { code, err } = await call('apply')
  expect(code).toBe(1)
  const failure = errorParts(err.slice(err.indexOf('✗')))
  expect(failure.what).toMatch(/^QuickSight could not make CreateDashboard\./)
  expect(failure.value).toContain('DATA_SET_NOT_FOUND: it is gone')
  const made = server.writes().length
  await done('apply')
  expect(Object.keys(shown()).sort()).toEqual([...ids].sort())
  // What was made is not made again.
  expect(server.writes().slice(made)).not.toContain('CreateDataSet')
})

test('two environments share an account; delete takes one away, and only when it was said', {
  timeout: 240_000,
}, async () => {
  await done('apply')
  await done('apply', '--prefix', 'test-')
  expect(shown()).toEqual({ ...allAt(1), ...allAt(1, 'test-') })

  const refused = await call('delete', '--prefix', 'test-')
  expect({ code: refused.code, says: refused.err.includes('--dry-run to see them, --yes') }).toEqual({
    code: 2,
    says: true,
  })
  const writes = server.writes().length
  await done('delete', '--prefix', 'test-', '--dry-run')
  expect(server.writes()).toHaveLength(writes)
  await done('delete', '--prefix', 'test-', '--yes')
  expect(shown()).toEqual(allAt(1))
  expect(await done('delete', '--prefix', 'test-', '--yes')).toBe('There are none.\n')
})

test('an account without what it needs is told before the first write', async () => {
  server.state.edition = 'STANDARD'
  const { code, err } = await call('apply')
  expect(code).toBe(1)
  expect(errorParts(err).allowed).toBe('ENTERPRISE')
  expect(server.writes()).toEqual([])
})

test('requests that were compiled for another account are not sent', async () => {
  await done('compile', '--target', 'quicksight', '--out', 'other', '--account', '999900001111')
  const { code, err } = await call('apply', '--from', 'other')
  expect(code).toBe(2)
  expect(err).toContain('999900001111, in other')
  expect(server.calls).toEqual([])
})
