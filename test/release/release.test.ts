/** Who has a lake of a release before, and views of it in a catalog, gets on with this one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { version as versionOf } from '../../cli/version.ts'
import { tables } from '../../schema/tables.ts'
import { viewSql } from '../../sql/files.ts'
import { views } from '../../sql/views.ts'
import { type Promised, promisedBy } from './promised.ts'

const file = (name: string): URL => new URL(name, import.meta.url)
const now = promisedBy(Object.values(tables), Object.values(views), viewSql)
const changes = readFileSync(file('../../CHANGELOG.md'), 'utf8')
const releases = readdirSync(file('.')).filter(name => name.endsWith('.json'))

test('what this version promises is written down: npx tsx test/release/record.ts', () => {
  expect(existsSync(file(`${versionOf()}.json`))).toBe(true)
})

describe.each(releases)('%s', name => {
  const before: Promised = JSON.parse(readFileSync(file(name), 'utf8'))

  // Its files stay, and Glue refuses a column of another type; of one that is gone nobody would get the values any more.
  test.each(Object.entries(before.tables))(
    'table %s has its columns, of the same types',
    (table, columns) => {
      expect(now.tables[table]).toMatchObject(columns)
    },
  )

  test.each(Object.entries(before.views))('view %s', (view, { version, hash, columns }) => {
    const found = now.views[view]
    // One that is gone is told of.
    if (!found) return expect(changes).toContain(`\`${view}\``)
    expect(found.version).toBeGreaterThanOrEqual(version)
    // A version is never changed: who has deployed it is refused another text.
    if (found.version === version && hash !== undefined) expect(found.hash).toBe(hash)
    // Neither is a column taken away, without which a deployment is refused.
    expect(found.columns).toMatchObject(columns)
  })
})
