import type { Table } from 'apache-arrow'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import type { LakeState } from '../../lake/log/state.ts'
import { faultOf } from './lake-fault.ts'

/** The lake to be looked at. */
export interface LakeSource {
  /** The state after the newest commit; asked at every request, so it has to be cheap. */
  head(): Promise<LakeState>
  open(state: LakeState): Promise<QueryEngine>
}

/** The lake as of one commit, for as long as it is held. */
export interface LakeView {
  readonly state: LakeState
  /** The whole result. Stops, and throws the reason, when the signal aborts. */
  query(sql: string, signal: AbortSignal): Promise<Table>
  /** What `make` gives, made once for this commit. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>
}

/** Follows a lake: whoever asks, sees the newest commit, and sees it until he is done. */
export interface Session {
  /** Holds the newest view. Each has to be released. */
  hold(): Promise<{ readonly view: LakeView; release(): void }>
  /** Closes the engine as soon as nobody holds it. */
  close(): void
}

interface Opened {
  readonly view: LakeView
  readonly engine: QueryEngine
  holders: number
  retired: boolean
}

function opened(state: LakeState, engine: QueryEngine): Opened {
  let turn: Promise<unknown> = Promise.resolve()
  const made = new Map<string, Promise<unknown>>()

  async function run(sql: string, signal: AbortSignal): Promise<Table> {
    signal.throwIfAborted()
    const stop = (): void => engine.interrupt()
    signal.addEventListener('abort', stop)
    try {
      return await engine.query(sql)
    } catch (error) {
      throw faultOf(error)
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  const view: LakeView = {
    state,
    // One after the other: interrupt() stops all statements of an engine, and only the one that is to stop may run.
    query(sql, signal) {
      const result = turn.then(() => run(sql, signal))
      turn = result.catch(() => {})
      return result
    },
    once<T>(key: string, make: () => Promise<T>) {
      const known = made.get(key) as Promise<T> | undefined
      if (known) return known
      const result = make()
      made.set(key, result)
      // What failed is tried again by the next who asks.
      result.catch(() => made.delete(key))
      return result
    },
  }
  return { view, engine, holders: 0, retired: false }
}

const closeIfUnused = ({ engine, holders, retired }: Opened): void => {
  if (retired && holders === 0) engine.close()
}

const fail = (error: unknown): never => {
  throw faultOf(error)
}

/** Follows the lake. */
export function openSession(lake: LakeSource): Session {
  let current: Opened | undefined
  let refreshing: Promise<Opened> | undefined
  let closed = false

  function retire(): void {
    if (!current) return
    current.retired = true
    closeIfUnused(current)
    current = undefined
  }

  async function refresh(): Promise<Opened> {
    const state = await lake.head()
    if (current?.view.state.seq === state.seq && current.view.state.id === state.id) return current
    const next = opened(state, await lake.open(state).catch(fail))
    retire()
    current = next
    if (closed) retire()
    return next
  }

  return {
    async hold() {
      refreshing ??= refresh().finally(() => {
        refreshing = undefined
      })
      const held = await refreshing
      held.holders++
      return {
        view: held.view,
        release() {
          held.holders--
          closeIfUnused(held)
        },
      }
    },
    close() {
      closed = true
      retire()
    },
  }
}
