import { mkdir } from 'node:fs/promises'
import { inject } from 'vitest'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { trinoEngine } from '../../lake/engine/trino.ts'
import { trinoStatements } from '../../lake/engine/trino-lake.ts'
import { rowsOfStatement, type TrinoSession } from '../../lake/engine/trino-statement.ts'
import type { LakeState } from '../../lake/log/state.ts'
import type { Storage } from '../../lake/storage/storage.ts'
import { tables } from '../../schema/tables.ts'
import { planViews } from '../../sql/deploy.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { wantedViews } from '../../sql/files.ts'
import type { Configured, View } from '../../sql/view.ts'
import { views } from '../../sql/views.ts'
import { CATALOG, KEEPER, READER } from './server/configuration.ts'

let schemas = 0

/** The server in the name of the user who may only ask, or of the one who may do everything. */
export const sessionOf = (user: typeof READER | typeof KEEPER, schema: string): TrinoSession => ({
  url: inject('trino'),
  user,
  catalog: CATALOG,
  schema,
})

/** All views, and more of a test, as they are deployed, each after those it reads. */
export const deployedViews = (configured?: Configured, more: readonly View[] = []): readonly DeployedView[] =>
  planViews(wantedViews([...Object.values(views), ...more], configured), []).map(step => step.view)

/** Registers a state of a lake in a schema of its own, and gives the engine that asks it. */
export async function registered(
  storage: Storage,
  state: LakeState,
  deployed: readonly DeployedView[] = deployedViews(),
): Promise<{ readonly engine: QueryEngine; readonly schema: string }> {
  const schema = `lake_${process.pid}_${++schemas}`
  const place = { catalog: CATALOG, schema, location: `local://${storage.location}` }
  // A lake without commits has no folder yet.
  await mkdir(storage.location, { recursive: true })
  for (const sql of trinoStatements(state, deployed, place)) {
    await rowsOfStatement(sessionOf(KEEPER, schema), sql).catch(error => {
      throw new Error(`${error.message}, in: ${sql}`, { cause: error })
    })
  }
  return { engine: trinoEngine(sessionOf(READER, schema)), schema }
}

/**
 * A schema in which the views of another are tables of the rows that they give. Trino rewrites a view in each plan: what is
 * asked of the rows needs a tenth of the time, and is answered alike.
 */
export async function withRowsOfViews(
  schema: string,
  deployed: readonly DeployedView[],
): Promise<{ readonly engine: QueryEngine; readonly schema: string }> {
  const rows = `${schema}_rows`
  const statements = [
    `CREATE SCHEMA ${CATALOG}.${rows}`,
    ...Object.keys(tables).map(
      name =>
        `CREATE VIEW ${CATALOG}.${rows}.${name} SECURITY INVOKER AS SELECT * FROM ${CATALOG}.${schema}.${name}`,
    ),
    // What a version gives its alias gives.
    ...deployed
      .filter(({ name }) => !/_v\d+$/.test(name))
      .map(({ name }) => `CREATE TABLE ${CATALOG}.${rows}.${name} AS SELECT * FROM ${name}`),
  ]
  for (const sql of statements) await rowsOfStatement(sessionOf(KEEPER, schema), sql)
  return { engine: trinoEngine(sessionOf(READER, rows)), schema: rows }
}
