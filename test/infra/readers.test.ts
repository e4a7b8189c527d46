import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Column } from '../../schema/table.ts'
import { tables } from '../../schema/tables.ts'
import { sqlFile, type View } from '../../sql/view.ts'
import { views } from '../../sql/views.ts'

const all: Readonly<Record<string, View>> = views

/** Columns that a reader of Lake Formation is not granted, by table. */
const personal = new Map(
  Object.values(tables).map(({ name, columns }) => [
    name as string,
    Object.entries<Column>(columns).flatMap(([column, { pii }]) => (pii ? [column] : [])),
  ]),
)

/** Personal columns that a view names, or one that it stands on: Athena asks for the rights to each of them. */
function needed(name: string): readonly string[] {
  const view = all[name]
  if (!view) return []
  const sql = existsSync(sqlFile(view)) ? readFileSync(sqlFile(view), 'utf8').replace(/--.*$/gm, '') : ''
  const named = view.uses.flatMap(table =>
    (personal.get(table) ?? []).filter(column => new RegExp(`\\b${column}\\b`).test(sql)),
  )
  return [...named, ...view.uses.flatMap(needed)]
}

test('the architecture names the views that a reader without personal columns can ask', () => {
  const said = /So a reader can ask those that read no personal column: ([\s\S]*?)\. Those of/.exec(
    readFileSync('docs/architecture.md', 'utf8'),
  )?.[1]
  const named = [...(said ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name)
  expect(named.sort()).toEqual(
    Object.keys(all)
      .filter(name => needed(name).length === 0)
      .sort(),
  )
})
