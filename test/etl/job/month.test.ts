/**
 * A simulated month with every defect on, loaded in three runs, against what the simulator knows to be true.
 *
 * The truth is kept from what happened in the simulated world and from what was delivered, never from records. Where
 * it says something else than a view by definition, it is said at the test. The time of agents, which needs agent events
 * that are not damaged, is in `agent-time.test.ts`.
 */
import { beforeAll } from 'vitest'
import { temporaryFolder } from '../../fixture/folder.ts'
import { businessTests } from './month/business.ts'
import { contactTests } from './month/contacts.ts'
import { journeyTests } from './month/journeys.ts'
import { ledgerTests } from './month/ledger.ts'
import { type LoadedMonth, loadedMonth } from './month/loaded.ts'
import { metricTests } from './month/metrics.ts'
import { sumTests } from './month/sums.ts'

const folder = temporaryFolder()
let month: LoadedMonth
beforeAll(async () => {
  month = await loadedMonth(folder)
}, 180_000)

ledgerTests(() => month)
contactTests(() => month)
journeyTests(() => month)
sumTests(() => month)
businessTests(() => month)
metricTests(() => month)
