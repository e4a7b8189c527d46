import { type TestLake, testLake } from '../fixture/lake.ts'
import { concatenated, contactRecord } from '../fixture/record.ts'

/** A lake of two commits, a b c and then d. */
export async function lakeWithCommits(folder: string): Promise<TestLake> {
  const lake = testLake(folder)
  lake.add('1', concatenated(['a', 'b', 'c'].map(id => contactRecord({ id }))))
  await lake.run()
  lake.add('2', concatenated([contactRecord({ id: 'd' })]))
  await lake.run()
  return lake
}
