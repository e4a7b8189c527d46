import { type Table, tableToIPC } from 'apache-arrow'
import type { HeldRows, QueryEngine } from '../../lake/engine/engine.ts'
import type { LakeState } from '../../lake/log/state.ts'
import { keptAnswers } from './kept-answers.ts'
import { faultOf, LakeFault } from './lake-fault.ts'
import { lanesOf } from './lanes.ts'

/** What tells one commit from another. */
export type Head = Pick<LakeState, 'seq' | 'id'>

/** The lake to be looked at. */
export interface LakeSource<H extends Head = LakeState> {
  /** The state after the newest commit; asked at every request, so it has to be cheap. */
  head(): Promise<H>
  open(head: H): Promise<QueryEngine>
  /** How many engines ask side by side; one by default. */
  readonly lanes?: number
  /** An error of the engine in the words of somebody who looks at a page; by default as it is of a lake of files. */
  inWords?(error: unknown): unknown
}

/** The lake as of one commit, for as long as it is held. */
export interface LakeView {
  readonly state: Head
  /** The whole result. Stops, and throws the reason, when the signal aborts. */
  query(sql: string, signal: AbortSignal): Promise<Table>
  /** The whole result, when nothing else is asked: whoever looks at a sheet does not wait for it. */
  queryPatiently(sql: string): Promise<Table>
  /**
   * The same as an Arrow stream. A commit does not change: what it was asked lately is not asked again.
   * @param asked what the engine is asked instead, for the same rows
   */
  answer(sql: string, signal: AbortSignal, asked?: string): Promise<Uint8Array>
  /** Whether it need not be asked. */
  isKept(sql: string): boolean
  /** Keeps the rows of a question, for others to read; only where one engine answers them all. */
  readonly hold: ((sql: string, signal: AbortSignal) => Promise<HeldRows>) | undefined
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

/** Sheets are small: this holds those that several people look at, with what they filter by. */
const KEPT_BYTES = 32 * 1024 * 1024

interface Opened {
  readonly view: LakeView
  readonly close: () => void
  holders: number
  retired: boolean
  /** Something of the lake was at fault: whoever asks next, asks what may have been mended meanwhile. */
  faulty: boolean
}

type InWords = (error: unknown) => unknown

function opened(state: Head, engines: readonly QueryEngine[], inWords: InWords): Opened {
  const made = new Map<string, Promise<unknown>>()
  const kept = keptAnswers(KEPT_BYTES)
  const lanes = lanesOf(engines, error => {
    const said = inWords(error)
    if (said instanceof LakeFault) one.faulty = true
    return said
  })
  const query: LakeView['query'] = (sql, signal) => lanes.soon(engine => engine.query(sql), signal)
  const [first, ...others] = engines
  const hold = others.length === 0 ? first?.hold : undefined
  const view: LakeView = {
    ...{ state, query },
    queryPatiently: sql => lanes.patiently(engine => engine.query(sql)),
    hold: hold && ((sql, signal) => lanes.soon(() => hold(sql), signal)),
    isKept: sql => kept.has(sql),
    async answer(sql, signal, asked = sql) {
      const known = kept.get(sql)
      if (known) return known
      const answer = tableToIPC(await query(asked, signal))
      kept.put(sql, answer)
      return answer
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
  const close = (): void => {
    for (const engine of engines) engine.close()
  }
  const one: Opened = { view, close, holders: 0, retired: false, faulty: false }
  return one
}

const closeIfUnused = ({ close, holders, retired }: Opened): void => {
  if (retired && holders === 0) close()
}

/** Follows the lake. */
export function openSession<H extends Head>(lake: LakeSource<H>): Session {
  const { lanes = 1, inWords = faultOf } = lake
  let current: Opened | undefined
  let refreshing: Promise<Opened> | undefined
  let closed = false

  function retire(): void {
    if (!current) return
    current.retired = true
    closeIfUnused(current)
    current = undefined
  }

  async function openLanes(state: H): Promise<readonly QueryEngine[]> {
    try {
      return await Promise.all(Array.from({ length: lanes }, () => lake.open(state)))
    } catch (error) {
      throw inWords(error)
    }
  }

  async function refresh(): Promise<Opened> {
    const state = await lake.head()
    const known = current?.faulty ? undefined : current
    if (known?.view.state.seq === state.seq && known.view.state.id === state.id) return known
    const next = opened(state, await openLanes(state), inWords)
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
