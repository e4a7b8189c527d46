import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { refreshed } from '../fixture/refreshes.ts'
import { deliver } from '../simulator/delivered.ts'

/** By whose clocks its days begin. */
export const ZONE = 'America/New_York'

const folder = temporaryFolder()
let made: Promise<TestLake> | undefined

/** A lake of ten days with all that goes wrong; its clocks do not change meanwhile. Made once for all tests of a file. */
export function simulatedLake(): Promise<TestLake> {
  made ??= (async () => {
    const lake = testLake(folder, storage => storage, { time_zone: ZONE })
    const some = { seed: 6, end: '2025-07-15', contacts_per_day: 120 }
    const wrong = { duplicate_share: 0.05, late_share: 0.05, unknown_field_share: 0.1, damage_share: 0.03 }
    const records = await deliver({ ...some, ...wrong, days: 10, agent_events: false })
    const events = await deliver({ ...some, ...wrong, days: 2 })
    for (const [stream, { objects }] of [
      ['contact-records/', records],
      ['agent-events/', events],
    ] as const)
      for (const [key, bytes] of objects) if (key.startsWith(stream)) lake.add(key, Buffer.from(bytes))
    await lake.run({ derive: true })
    await refreshed(lake)
    return lake
  })()
  return made
}
