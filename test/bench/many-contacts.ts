import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lakeLog } from '../../lake/log/log.ts'
import { rowsOf } from '../../lake/log/state.ts'
import { folderStorage } from '../../lake/storage/folder.ts'
import { tables } from '../../schema/tables.ts'
import { businessTime } from '../../sql/business-time.ts'
import { wantedViews } from '../../sql/files.ts'
import { views } from '../../sql/views.ts'
import { makeRaw } from './data.ts'
import { layFlat } from './flat.ts'
import { measure } from './measure.ts'
import { multiply } from './multiply.ts'
import type { Course } from './races.ts'

/** The first Monday of what is simulated. */
export const FIRST_DAY = '2025-04-28'
const LAST_DAY_OF_WEEK = '2025-05-04'

/** A lake of many contacts, the same rows in flat tables, and what making it took. */
export interface ManyContacts {
  readonly lake: string
  readonly flat: string
  readonly contacts: number
  readonly agent_quarters: number
}

const copiedTables = [
  ...(['contact_record', 'contact_attribute', 'ledger'] as const),
  ...(['attributed_contact', 'customer_journey', 'customer_return', 'agent_statistic_record'] as const),
]

/**
 * A week is simulated and run as any other, and its rows are copied to more sites and weeks, those of derived tables,
 * too: to derive all of them would take longer than the questions. A lake to ask, not to run again. It is kept in a
 * folder, and found again there.
 */
export async function manyContacts({ commands, sizes, at, kept, say }: Course): Promise<ManyContacts> {
  const { contacts_per_day, ...copies } = sizes.copied
  // What was made with other tables or views is another lake.
  const made_with = [sizes.copied, tables, wantedViews(Object.values(views), businessTime({}))]
  const name = createHash('sha256').update(JSON.stringify(made_with)).digest('hex').slice(0, 8)
  const folder = join(kept, `connect-lake-bench-contacts-${name}`)
  const facts = join(folder, 'facts.json')
  const [lake, flat] = [join(folder, 'lake'), join(folder, 'flat')]
  const before = await readFile(facts, 'utf8').catch(() => undefined)
  if (before !== undefined) {
    say(`  found ${folder}`)
    return { lake, flat, ...JSON.parse(before) }
  }
  await rm(folder, { recursive: true, force: true })
  const week = { days: 7, contacts_per_day, end: LAST_DAY_OF_WEEK, agent_events: true }
  const raw = await makeRaw(at.folder, 'week', week, say)
  await measure([...commands.lake, 'run', '--raw', raw.folder, '--lake', lake, '--json'])
  await multiply(lake, copiedTables, copies, say)
  await layFlat(lake, flat)
  const state = await lakeLog(folderStorage(lake, () => name)).head()
  const found = {
    contacts: rowsOf(state, 'contact_record'),
    agent_quarters: rowsOf(state, 'agent_statistic_record'),
  }
  await writeFile(facts, JSON.stringify(found))
  return { lake, flat, ...found }
}
