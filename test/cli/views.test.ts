/** Views of a lake on this machine: planned, deployed, looked after, returned and taken away. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { hashOf } from '../../sql/files.ts'
import type { View } from '../../sql/view.ts'
import { versionedName } from '../../sql/view.ts'
import { views } from '../../sql/views.ts'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { treeOf } from '../fixture/tree.ts'
import { errorParts } from './error-parts.ts'
import { writeSmallRaw } from './small-raw.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const raw = writeSmallRaw(join(folder, 'raw'))
const lake = join(folder, 'lake')
beforeAll(async () => {
  await cli.done(['run', '--raw', raw, '--lake', lake])
})

function copied(name: string): string {
  const to = join(folder, name)
  cpSync(lake, to, { recursive: true })
  return to
}
const fileOf = (of: string, view: string): string => join(of, '_catalog/views', `${view}.json`)
const stored = (of: string, view: string) => JSON.parse(readFileSync(fileOf(of, view), 'utf8'))

/** The views of a lake, as they are stored. */
const deployedIn = (of: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(of, '_catalog/views')).map(name => [
      name,
      readFileSync(join(of, '_catalog/views', name), 'utf8'),
    ]),
  )

const newest = versionedName(views.contact)

/** As an earlier release would have left it: `contact` stands for a version of before. */
function asBefore(of: string, more: Readonly<Record<string, { type: string; doc: string }>> = {}): void {
  const { sql, columns } = stored(of, newest)
  const view = (name: string, text: string) => ({
    ...{ name, sql: text, hash: hashOf(text), columns: { ...columns, ...more }, deployment: 1 },
  })
  const version = view('contact_v1', `${sql}\n-- as it was`)
  const stable = view('contact', `SELECT ${Object.keys(columns).join(', ')} FROM contact_v1`)
  writeFileSync(fileOf(of, 'contact_v1'), JSON.stringify(version))
  writeFileSync(fileOf(of, 'contact'), JSON.stringify({ ...stable, alias_of: 'contact_v1' }))
  rmSync(fileOf(of, newest))
}

test.concurrent('after a run nothing is to be done, and all is well', async () => {
  const before = treeOf(lake)
  expect(await cli.done(['views', 'plan', '--lake', lake])).toMatch(/^\d+ stay as they are\.\n$/)
  expect(await cli.done(['views', 'apply', '--lake', lake])).toMatch(/^\d+ stay as they are\.\n$/)
  expect(await cli.done(['views', 'diff', '--lake', lake])).toBe('No text differs.\n')
  expect(await cli.done(['views', 'status', '--lake', lake])).toContain(
    `${Object.keys(views).length} views as this version has them`,
  )
  expect(treeOf(lake)).toEqual(before)
})

test.concurrent('a plan writes nothing, and prints the SQL', async () => {
  const fresh = copied('planned')
  rmSync(join(fresh, '_catalog/views'), { recursive: true })
  const before = treeOf(fresh)
  const plan = JSON.parse(await cli.done(['views', 'plan', '--lake', fresh, '--json']))
  const made = Object.values<View>(views).filter(view => view.generate).length
  expect(plan).toHaveLength(Object.keys(views).length * 2 - made)
  expect(plan).toContainEqual({
    ...{ view: 'contact', action: 'create', reason: `stands for ${newest}`, alias_of: newest },
  })
  const sql = await cli.done(['views', 'plan', '--lake', fresh, '--sql'])
  expect(sql.match(/^CREATE OR REPLACE VIEW /gm)).toHaveLength(plan.length)
  expect(sql).toContain(`-- create: stands for ${newest}\nCREATE OR REPLACE VIEW contact AS\nSELECT `)
  expect(treeOf(fresh)).toEqual(before)
})

test.concurrent('a new version is switched to, seen, and returned from until one goes forward again', async () => {
  const back = copied('back')
  asBefore(back)
  const ask = () =>
    cli.done(['query', '--lake', back, '--format', 'csv', 'SELECT count(*) AS n FROM contact'])
  const status = await cli.call(['views', 'status', '--lake', back, '--json'])
  expect(status.code).toBe(1)
  expect(JSON.parse(status.out).views.find(({ view }: { view: string }) => view === 'contact')).toMatchObject(
    {
      ...{ deployed: 'contact_v1', wanted: newest },
      problems: expect.arrayContaining([
        `${newest} is missing`,
        `contact stood for contact_v1, now for ${newest}`,
      ]),
      used_by: {
        views: expect.arrayContaining(['queue_interval', 'queue_daily']),
        datasets: expect.arrayContaining(['contacts']),
        dashboards: expect.arrayContaining(['Overview', 'Queues', 'Agents']),
      },
    },
  )
  const difference = await cli.done(['views', 'diff', 'contact', '--lake', back])
  expect(difference).toContain(`--- contact_v1\tdeployed\n+++ ${newest}\twanted\n`)
  expect(difference).toContain('\n--- as it was\n')

  await cli.done(['views', 'apply', '--lake', back])
  expect(stored(back, 'contact').alias_of).toBe(newest)
  expect(await cli.done(['views', 'rollback', '--lake', back])).toMatch(
    new RegExp(`^contact +switch +back from ${newest} to contact_v1$`, 'm'),
  )
  expect(await ask()).toMatch(/^n\n[1-9]\d*\n$/)
  await cli.done(['run', '--raw', raw, '--lake', back])
  expect(stored(back, 'contact').alias_of).toBe('contact_v1')
  await cli.done(['views', 'apply', '--lake', back])
  expect(stored(back, 'contact').alias_of).toBe(newest)
})

test.concurrent('what takes columns away is refused, with who relies on it, and done when one insists', async () => {
  const broken = copied('broken')
  asBefore(broken, { mood: { type: 'varchar', doc: '' } })
  const before = deployedIn(broken)
  for (const command of [
    ['views', 'plan'],
    ['views', 'apply'],
    ['run', '--raw', raw],
  ]) {
    const { code, err } = await cli.call([...command, '--lake', broken])
    expect(code, command.join(' ')).toBe(1)
    const said = errorParts(err.slice(err.lastIndexOf('✗')))
    expect(said.value).toContain('contact: mood is gone; used by views ')
    expect(said.value).toMatch(/dashboards Overview, Queues, Agents/)
    expect(said.do).toContain('--breaking')
  }
  expect(deployedIn(broken)).toEqual(before)
  await cli.done(['views', 'apply', '--lake', broken, '--breaking'])
  expect(stored(broken, 'contact').alias_of).toBe(newest)
})

test.concurrent('a released version whose text was changed is refused, and nothing is switched', async () => {
  const changed = copied('changed')
  const sql = 'SELECT 1 AS released_otherwise'
  writeFileSync(
    fileOf(changed, 'transfer_v2'),
    JSON.stringify({ ...stored(changed, 'transfer_v2'), sql, hash: hashOf(sql) }),
  )
  const before = treeOf(changed)
  const { code, err } = await cli.call(['views', 'apply', '--lake', changed])
  expect(code).toBe(1)
  expect(errorParts(err)).toMatchObject({ do: expect.stringContaining('make transfer version 3') })
  expect(treeOf(changed)).toEqual(before)
})

test.concurrent('status names a view that gives other columns than it declares', async () => {
  const stale = copied('stale')
  const { columns, ...view } = stored(stale, 'transfer')
  writeFileSync(
    fileOf(stale, 'transfer'),
    JSON.stringify({ ...view, columns: { ...columns, more: columns.dt } }),
  )
  const { code, out } = await cli.call(['views', 'status', '--lake', stale])
  expect(code).toBe(1)
  expect(out).toMatch(/^transfer .*transfer is stale: gives no more, lacks more varchar/m)
})

test.concurrent('drop asks first, and takes all of them, and nothing else', async () => {
  const dropped = copied('dropped')
  const before = treeOf(dropped)
  const { code, err } = await cli.call(['views', 'drop', '--lake', dropped])
  expect(code).toBe(2)
  expect(errorParts(err).allowed).toContain('--yes')
  await cli.done(['views', 'drop', '--lake', dropped, '--dry-run'])
  expect(treeOf(dropped)).toEqual(before)
  await cli.done(['views', 'drop', '--lake', dropped, '--yes'])
  const others = (paths: readonly string[]) => paths.filter(path => !path.startsWith('_catalog'))
  expect(others(treeOf(dropped))).toEqual(others(before))
  expect(readdirSync(join(dropped, '_catalog'))).toEqual(['tables'])
  expect(await cli.done(['views', 'drop', '--lake', dropped])).toBe('There are none.\n')
  await cli.done(['views', 'apply', '--lake', dropped])
  expect(await cli.done(['views', 'status', '--lake', dropped])).toContain('as this version has them')
})
