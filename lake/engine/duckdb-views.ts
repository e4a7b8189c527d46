import type { DuckDBConnection } from '@duckdb/node-api'
import { quoted } from '../../schema/formats/duckdb.ts'
import { tables } from '../../schema/tables.ts'
import type { LakeState } from '../log/state.ts'
import { SCANS } from './duckdb-tables.ts'
import { damagedView } from './failure.ts'
import { withNewestDays } from './newest-day.ts'

/** A view as it is deployed. */
export interface DeployedSql {
  readonly name: string
  readonly sql: string
}

/** The deployed views of a state in a database of the engine, each made when it is asked for: to make all takes longer than most questions. */
export interface ShownViews {
  /** Makes the views that a statement may read, by itself or through others; all of them, where it asks what there is. */
  show(sql: string): Promise<void>
  /** Makes all; says whether one was not there. */
  showAll(): Promise<boolean>
  /** Those that could not be made, by name in lower case, with why. The others are answered all the same. */
  readonly misfits: ReadonlyMap<string, Error>
}

/** What asks what there is. */
const CATALOG = /\b(?:show|information_schema|(?:duckdb|pg|sqlite|pragma)_\w+)\b/i

/**
 * The same view, for an engine that leaves out files by a filter on the partition key, but not by one on a cast of it,
 * because a cast can fail. Athena does both, so the views are written with the cast. Grouped views stay as they are:
 * the group is by the key itself.
 */
function prunable(sql: string): string {
  if (!sql.includes('CAST(dt AS date)') || /\bGROUP BY\b/i.test(sql)) return sql
  const names = new RegExp(`\\b(FROM|JOIN)\\s+(${Object.keys(tables).join('|')})\\b`, 'gi')
  return sql.replaceAll('CAST(dt AS date)', 'dt_date').replace(names, `$1 ${SCANS}.$2`)
}

/** @param views each after those it reads */
export function shownViews(
  connection: DuckDBConnection,
  state: LakeState,
  views: readonly DeployedSql[],
): ShownViews {
  const misfits = new Map<string, Error>()
  const shown = new Set<DeployedSql>()
  let last: Promise<unknown> = Promise.resolve()

  async function make({ name, sql }: DeployedSql): Promise<void> {
    const shownAs = withNewestDays(prunable(sql), state)
    try {
      const statements = await connection.extractStatements(`CREATE VIEW ${quoted(name)} AS ${shownAs}`)
      if (statements.count !== 1) throw damagedView(name)
      await (await statements.prepare(0)).run()
    } catch (error) {
      if (!(error instanceof Error)) throw error
      misfits.set(name.toLowerCase(), error)
    }
  }

  /** One after the other, whoever asks; says whether one was not there. */
  function makeAll(wanted: ReadonlySet<DeployedSql>): Promise<boolean> {
    const now = last.then(async () => {
      const missing = views.filter(view => wanted.has(view) && !shown.has(view))
      for (const view of missing) {
        await make(view)
        shown.add(view)
      }
      return missing.length > 0
    })
    last = now.catch(() => undefined)
    return now
  }

  /** Those whose names stand in a text, and in the texts of these: rather too many than one too few. */
  function namedIn(sql: string): ReadonlySet<DeployedSql> {
    const named = new Set<DeployedSql>()
    const texts = [sql]
    for (let text = texts.pop()?.toLowerCase(); text !== undefined; text = texts.pop()?.toLowerCase())
      for (const view of views) {
        if (named.has(view) || !text.includes(view.name.toLowerCase())) continue
        named.add(view)
        texts.push(view.sql)
      }
    return named
  }

  return {
    misfits,
    async show(sql) {
      await makeAll(CATALOG.test(sql) ? new Set(views) : namedIn(sql))
    },
    showAll: () => makeAll(new Set(views)),
  }
}
