import { expect, test } from 'vitest'
import { lanesOf } from '../../cli/server/lanes.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'

const turn = (): Promise<void> => new Promise(done => setTimeout(done, 2))
const never = (): AbortSignal => new AbortController().signal

/** Engines whose tasks end when they are told to, or by an interruption; what they did, in order. */
function engines(count: number) {
  const log: string[] = []
  const running = new Map<
    string,
    { readonly end: (said: string) => void; readonly fail: (why: Error) => void }
  >()
  const of = (i: number): QueryEngine => {
    let name: string | undefined
    return {
      query(sql: string) {
        log.push(`${sql} on ${i}`)
        name = sql
        return new Promise<never>((resolve, fail) =>
          running.set(sql, { end: said => resolve(said as never), fail }),
        )
      },
      interrupt() {
        log.push(`interrupt ${i}`)
        if (name !== undefined) running.get(name)?.fail(new Error('interrupted'))
      },
    } as unknown as QueryEngine
  }
  const end = async (sql: string): Promise<void> => {
    running.get(sql)?.end(`of ${sql}`)
    await turn()
  }
  const fail = (sql: string, why: string): void => running.get(sql)?.fail(new Error(why))
  return { all: Array.from({ length: count }, (_, i) => of(i + 1)), log, end, fail }
}

const asking = (sql: string) => (engine: QueryEngine) => engine.query(sql)
const lanesFor = (all: readonly QueryEngine[], quiet_ms = 0) =>
  lanesOf(all, error => new Error(`told: ${(error as Error).message}`), quiet_ms)

test('a patient task waits until nobody else does', async () => {
  const { all, log, end } = engines(1)
  const lanes = lanesFor(all)
  const results = [
    lanes.soon(asking('a'), never()),
    lanes.patiently(asking('list')),
    lanes.soon(asking('b'), never()),
  ]
  await turn()
  for (const each of ['a', 'b', 'list']) await end(each)
  expect(await Promise.all(results)).toEqual(['of a', 'of list', 'of b'])
  expect(log).toEqual(['a on 1', 'b on 1', 'list on 1'])
})

test('it begins only when it has been quiet for a while', async () => {
  const { all, log, end } = engines(1)
  const lanes = lanesFor(all, 40)
  const first = lanes.soon(asking('a'), never())
  const list = lanes.patiently(asking('list'))
  await turn()
  await end('a')
  await first
  expect(log).toEqual(['a on 1'])
  await expect.poll(() => log).toEqual(['a on 1', 'list on 1'])
  await end('list')
  expect(await list).toBe('of list')
})

test('what comes meanwhile stops it; then it begins again, and nobody hears of the first time', async () => {
  const { all, log, end } = engines(1)
  const lanes = lanesFor(all)
  const list = lanes.patiently(asking('list'))
  await turn()
  const sheet = lanes.soon(asking('sheet'), never())
  await turn()
  await end('sheet')
  await end('list')
  expect(await Promise.all([sheet, list])).toEqual(['of sheet', 'of list'])
  expect(log).toEqual(['list on 1', 'interrupt 1', 'sheet on 1', 'list on 1'])
})

test('where it fails of itself, that is told; the others go on', async () => {
  const { all, end, fail } = engines(1)
  const lanes = lanesFor(all)
  const list = lanes.patiently(asking('list'))
  await turn()
  fail('list', 'no such view')
  await expect(list).rejects.toThrow('told: no such view')
  const sheet = lanes.soon(asking('sheet'), never())
  await turn()
  await end('sheet')
  expect(await sheet).toBe('of sheet')
})

test('of several engines one is left to it: nothing that may be billed is asked twice', async () => {
  const { all, log, end } = engines(2)
  const lanes = lanesFor(all)
  const list = lanes.patiently(asking('list'))
  await turn()
  const others = ['a', 'b'].map(each => lanes.soon(asking(each), never()))
  await turn()
  for (const each of ['a', 'b', 'list']) await end(each)
  expect(await Promise.all([list, ...others])).toEqual(['of list', 'of a', 'of b'])
  expect(log).toEqual(['list on 1', 'a on 2', 'b on 2'])
})
