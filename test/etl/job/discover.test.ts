import { expect, test } from 'vitest'
import { discover } from '../../../etl/job/discover.ts'
import { temporaryFolder } from '../../fixture/folder.ts'
import { testLake } from '../../fixture/lake.ts'
import { concatenated, contactRecord } from '../../fixture/record.ts'

const folder = temporaryFolder()

test('an audit that looks at some objects after the others finds those that are new, in the order of arrival', async () => {
  const lake = testLake(folder)
  // Two streams: what is listed later arrived earlier.
  const key = (stream: string, hour: number) => `${stream}/2025/07/01/${String(hour).padStart(2, '0')}/object`
  const add = (each: string) => lake.add(each, concatenated([contactRecord({ id: each })]))
  for (const hour of [1, 2, 3, 4]) for (const stream of ['a', 'b']) add(key(stream, hour))
  await lake.run()
  for (const hour of [7, 5]) for (const stream of ['b', 'a']) add(key(stream, hour))
  const state = await lake.log.head()
  const found = async (at_once: number) => {
    const { raw, storage, workbench } = lake.ports
    const options = { audit: true, started_ms: Date.parse('2025-09-01T00:00:00Z'), at_once }
    const { arrivals, scanned_ms } = await discover(raw, state, storage, workbench, options)
    expect(scanned_ms).toBe(options.started_ms)
    return arrivals.map(arrival => arrival.key)
  }
  const fresh = [key('a', 5), key('b', 5), key('a', 7), key('b', 7)]
  for (const at_once of [1, 3, 4, 100]) expect(await found(at_once), String(at_once)).toEqual(fresh)
})
