import { expect, test } from 'vitest'
import { type LakeSource, openSession } from '../../cli/server/session.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { emptyState, type LakeState } from '../../lake/log/state.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { servedLake } from './served-lake.ts'

const quiet = (): AbortSignal => new AbortController().signal

/** A lake whose engines answer when they are told to. */
function slowLake() {
  const log: string[] = []
  let seq = 1
  const waiting: (() => void)[] = []
  const state = (): LakeState => ({ ...emptyState, seq, id: `c${seq}` })
  const source: LakeSource = {
    head: async () => state(),
    async open({ seq }) {
      log.push(`open ${seq}`)
      const query = async (sql: string): Promise<never> => {
        log.push(`${sql} on ${seq}`)
        await new Promise<void>(done => waiting.push(done))
        return `${sql} from ${seq}` as never
      }
      const engine: Omit<QueryEngine, 'stream'> = {
        query,
        interrupt: () => log.push(`interrupt ${seq}`),
        close: () => log.push(`close ${seq}`),
      }
      return engine as QueryEngine
    },
  }
  const answer = async (): Promise<void> => {
    await new Promise(done => setImmediate(done))
    waiting.shift()?.()
    await new Promise(done => setImmediate(done))
  }
  return { source, log, answer, commit: () => seq++ }
}

test('who asks at once shares one engine; questions wait for each other', async () => {
  const { source, log, answer } = slowLake()
  const session = openSession(source)
  const [a, b] = await Promise.all([session.hold(), session.hold()])
  const results = [a.view.query('q1', quiet()), b.view.query('q2', quiet())]
  await answer()
  await answer()
  expect(await Promise.all(results)).toEqual(['q1 from 1', 'q2 from 1'])
  expect(log).toEqual(['open 1', 'q1 on 1', 'q2 on 1'])
})

test('after a commit the next one who asks sees it; the old engine closes when its last holder is done', async () => {
  const { source, log, answer, commit } = slowLake()
  const session = openSession(source)
  const old = await session.hold()
  const result = old.view.query('slow', quiet())
  commit()
  const next = await session.hold()
  expect([old.view.state.seq, next.view.state.seq]).toEqual([1, 2])
  expect(log).not.toContain('close 1')
  await answer()
  expect(await result).toBe('slow from 1')
  old.release()
  expect(log.at(-1)).toBe('close 1')
  next.release()
  expect(log).not.toContain('close 2')
  session.close()
  expect(log.at(-1)).toBe('close 2')
})

test('a question that nobody waits for is stopped, or not asked at all', async () => {
  const { source, log, answer } = slowLake()
  const { view } = await openSession(source).hold()
  const [running, waiting] = [new AbortController(), new AbortController()]
  const first = view.query('running', running.signal)
  const second = view.query('waiting', waiting.signal)
  await new Promise(done => setImmediate(done))
  running.abort()
  waiting.abort(new Error('left'))
  expect(log).toEqual(['open 1', 'running on 1', 'interrupt 1'])
  await answer()
  await first
  await expect(second).rejects.toThrow('left')
  expect(log).toEqual(['open 1', 'running on 1', 'interrupt 1'])
})

test('engines that stand side by side each ask one question at a time; only the one that is left is stopped', async () => {
  const log: string[] = []
  const answers: ((table: never) => void)[] = []
  const session = openSession({
    lanes: 2,
    head: () => Promise.resolve({ seq: 1, id: 'a' }),
    open: () => {
      const name = log.push('open')
      return Promise.resolve({
        query(sql: string) {
          log.push(`${sql} on ${name}`)
          return new Promise<never>(resolve => answers.push(resolve))
        },
        stream: () => Promise.reject(new Error('not asked for')),
        interrupt: () => void log.push(`interrupt ${name}`),
        close: () => void log.push(`close ${name}`),
      })
    },
  })
  const { view, release } = await session.hold()
  const leaving = new AbortController()
  const stays = new AbortController().signal
  const first = view.query('first', stays)
  const second = view.query('second', leaving.signal)
  const third = view.query('third', stays)
  await new Promise(done => setImmediate(done))
  leaving.abort()
  expect(log).toEqual(['open', 'open', 'first on 1', 'second on 2', 'interrupt 2'])
  answers[1]?.('two' as never)
  expect(await second).toBe('two')
  await new Promise(done => setImmediate(done))
  expect(log.at(-1)).toBe('third on 2')
  answers[0]?.('one' as never)
  answers[2]?.('three' as never)
  expect(await Promise.all([first, third])).toEqual(['one', 'three'])
  release()
  session.close()
  expect(log.slice(-2)).toEqual(['close 1', 'close 2'])
})

test('an error of an engine is told in the words of its source', async () => {
  const told = new Error('told')
  const session = openSession({
    inWords: () => told,
    head: () => Promise.resolve({ seq: 1, id: 'a' }),
    open: () => Promise.reject(new Error('raw')),
  })
  await expect(session.hold()).rejects.toBe(told)
})

test('what is asked once is asked again only after it failed', async () => {
  const { source } = slowLake()
  const { view } = await openSession(source).hold()
  let asked = 0
  const make = (fails: boolean) => async () => {
    asked++
    if (fails) throw new Error('no')
    return asked
  }
  await expect(view.once('x', make(true))).rejects.toThrow('no')
  expect(await view.once('x', make(false))).toBe(2)
  expect(await view.once('x', make(false))).toBe(2)
})

test('an engine that cannot be opened is tried again by the next who asks', async () => {
  const { source } = slowLake()
  let tries = 0
  const session = openSession({
    ...source,
    open: state => (++tries === 1 ? Promise.reject(new Error('busy')) : source.open(state)),
  })
  await expect(session.hold()).rejects.toThrow('busy')
  expect((await session.hold()).view.state.seq).toBe(1)
})

test('a real lake: new contacts are seen without a restart', async () => {
  const served = servedLake(temporaryFolder())
  const session = openSession(served.source)
  const count = async (): Promise<number> => {
    const { view, release } = await session.hold()
    const table = await view.query('SELECT count(*) AS n FROM contact', quiet())
    release()
    return Number(table.get(0)?.n)
  }
  expect(await count()).toBe(0)
  await served.take([{ id: 'a', at: '2025-07-01T09:00:00Z', queue: 'Sales', agent: 'ann' }])
  expect(await count()).toBe(1)
  expect(await count()).toBe(1)
  await served.take([{ id: 'b', at: '2025-07-01T09:30:00Z', queue: 'Sales', agent: 'ann' }])
  expect(await count()).toBe(2)
  session.close()
  expect(served.counts).toMatchObject({ opened: 3, closed: 3 })
})
