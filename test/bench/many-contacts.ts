import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lakeLog } from '../../lake/log/log.ts'
import { rowsOf } from '../../lake/log/state.ts'
import { folderStorage } from '../../lake/storage/folder.ts'
import { makeRaw } from './data.ts'
import { layFlat } from './flat.ts'
import { type Measured, measure } from './measure.ts'
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
  /** The journeys of all days, derived anew by `connect-lake run`. */
  readonly derived: Measured
}

/**
 * A week is simulated and run as any other. Its rows are copied to more sites and weeks, the journeys of all of them
 * derived. Agents' time is derived for the week, and copied, too: their events are ten times as many as the contacts.
 * Kept in a folder, and found again there.
 */
export async function manyContacts({ commands, sizes, at, kept, say }: Course): Promise<ManyContacts> {
  const { contacts_per_day, ...copies } = sizes.copied
  const name = createHash('sha256').update(JSON.stringify(sizes.copied)).digest('hex').slice(0, 8)
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
  const run = [...commands.lake, 'run', '--raw', raw.folder, '--lake', lake, '--json']
  await measure(run)
  await multiply(lake, ['contact_record', 'contact_attribute', 'ledger'], copies, say)
  const { wall_s, cpu_s, peak_rss_bytes } = await measure(run)
  say(`  derived journeys in ${wall_s.toFixed(0)} s`)
  await multiply(lake, ['agent_statistic_record'], copies, say)
  await layFlat(lake, flat)
  const state = await lakeLog(folderStorage(lake, () => name)).head()
  const found = {
    contacts: rowsOf(state, 'contact_record'),
    agent_quarters: rowsOf(state, 'agent_statistic_record'),
    derived: { wall_s, cpu_s, peak_rss_bytes },
  }
  await writeFile(facts, JSON.stringify(found))
  return { lake, flat, ...found }
}
