import { type TestLake, testLake } from '../../../fixture/lake.ts'
import { type ContactRecord, newestVersions } from '../../../simulator/contact-record.ts'
import { readStream } from '../../../simulator/delivered.ts'
import { expectedLedger, type Fate } from './expected-ledger.ts'
import { type Month, simulatedMonth } from './simulated.ts'

/** A month in a lake, and all that is known of it without the lake. */
export interface LoadedMonth extends Month {
  readonly lake: TestLake
  readonly fates: readonly Fate[]
  /** The newest version of each contact that arrived intact, read without any of our code. */
  readonly newest: readonly ContactRecord[]
}

export async function loadedMonth(folder: string): Promise<LoadedMonth> {
  const month = await simulatedMonth()
  const lake = testLake(folder, undefined, { time_zone: 'America/New_York' })
  for (const objects of month.runs) {
    for (const { key, bytes } of objects) lake.add(key, Buffer.from(bytes))
    await lake.run({ derive: true })
  }
  const objects = new Map(month.runs.flat().map(({ key, bytes }) => [key, bytes]))
  return {
    ...month,
    lake,
    fates: expectedLedger(month.runs),
    newest: newestVersions(readStream<ContactRecord>(objects, 'contact-records/').records),
  }
}
