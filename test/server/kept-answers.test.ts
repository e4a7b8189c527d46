import { expect, test } from 'vitest'
import { keptAnswers } from '../../cli/server/kept-answers.ts'
import { openSession } from '../../cli/server/session.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { servedLake } from './served-lake.ts'

const bytes = (length: number): Uint8Array => new Uint8Array(length)

test('beyond the limit what was not asked for longest goes; what is larger alone is not kept', () => {
  const kept = keptAnswers(100)
  kept.put('a', bytes(39))
  kept.put('b', bytes(39))
  expect(kept.get('a')).toHaveLength(39)
  kept.put('c', bytes(39))
  expect(['a', 'b', 'c'].map(sql => kept.get(sql)?.length)).toEqual([39, undefined, 39])
  kept.put('d', bytes(100))
  expect(['a', 'c', 'd'].map(sql => kept.get(sql)?.length)).toEqual([39, 39, undefined])
  // One in the place of another is counted once.
  for (let i = 0; i < 9; i++) kept.put('a', bytes(49))
  expect(['a', 'c'].map(sql => kept.get(sql)?.length)).toEqual([49, 39])
})

test('what was answered of a commit is not asked of it again; of the next one it is, and so is what failed', async () => {
  const { source, counts, take } = servedLake(temporaryFolder())
  await take([{ id: 'one', at: '2025-07-01T10:00:00Z', queue: 'Sales', agent: 'agent 1' }])
  const session = openSession(source)
  const asked = async (sql: string): Promise<readonly [string, number]> => {
    const { view, release } = await session.hold()
    const before = counts.queries
    try {
      return [
        Buffer.from(await view.answer(sql, new AbortController().signal)).toString('hex'),
        counts.queries - before,
      ]
    } finally {
      release()
    }
  }
  const sql = 'SELECT count(*) AS n FROM contact'
  const first = await asked(sql)
  expect(first[1]).toBe(1)
  expect(await asked(sql)).toEqual([first[0], 0])
  await take([{ id: 'two', at: '2025-07-01T11:00:00Z', queue: 'Sales', agent: 'agent 1' }])
  const next = await asked(sql)
  expect([next[0] === first[0], next[1]]).toEqual([false, 1])
  const before = counts.queries
  for (let i = 0; i < 2; i++) await expect(asked('SELECT no_such_column FROM contact')).rejects.toThrow()
  expect(counts.queries - before).toBe(2)
  session.close()
})
