import type { QueryEngine } from '../../lake/engine/engine.ts'

/** What an engine is to do. */
type Task<T> = (engine: QueryEngine) => Promise<T>

/** Engines that do one task after the other: interrupt() stops all that one does, and only what is to stop may run. */
export interface Lanes {
  /** Does a task as soon as an engine is free; what aborts, stops. */
  soon<T>(task: Task<T>, signal: AbortSignal): Promise<T>
  /**
   * Does a task when there is nothing else to do. Where there is one engine only, it is stopped by what comes meanwhile,
   * and begins again.
   */
  patiently<T>(task: Task<T>): Promise<T>
}

/** The browser that draws an answer may share the processors: so long nothing is begun that nobody waits for. */
const QUIET_MS = 300

/**
 * @param inWords an error of an engine in the words of somebody who looks at a page
 * @param quiet_ms how long after others a patient task begins
 */
export function lanesOf(
  engines: readonly QueryEngine[],
  inWords: (error: unknown) => unknown,
  quiet_ms = QUIET_MS,
): Lanes {
  const free = [...engines]
  const waiting: ((engine: QueryEngine) => void)[] = []
  const patient: ((engine: QueryEngine) => void)[] = []
  let quiet_at_ms = 0
  let stopPatient: (() => void) | undefined

  function take(): Promise<QueryEngine> {
    const engine = free.shift()
    if (engine) return Promise.resolve(engine)
    stopPatient?.()
    return new Promise(resolve => waiting.push(resolve))
  }
  function begin(): void {
    if (patient.length === 0 || free.length < engines.length) return
    const wait_ms = quiet_at_ms - performance.now()
    if (wait_ms > 0) setTimeout(begin, wait_ms)
    else patient.shift()?.(free.shift() as QueryEngine)
  }
  function release(engine: QueryEngine): void {
    const next = waiting.shift()
    if (next) next(engine)
    else {
      free.push(engine)
      begin()
    }
  }

  async function run<T>(engine: QueryEngine, task: Task<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted()
    const stop = (): void => engine.interrupt()
    signal.addEventListener('abort', stop)
    try {
      return await task(engine)
    } catch (error) {
      throw inWords(error)
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  async function inTurn<T>(task: Task<T>, signal: AbortSignal): Promise<T> {
    const engine = await take()
    try {
      return await run(engine, task, signal)
    } finally {
      quiet_at_ms = performance.now() + quiet_ms
      release(engine)
    }
  }

  async function patiently<T>(task: Task<T>): Promise<T> {
    for (;;) {
      const turn = new Promise<QueryEngine>(resolve => patient.push(resolve))
      begin()
      const engine = await turn
      let isStopped = false
      // Others have engines of their own, and what is stopped may have cost something.
      if (engines.length === 1)
        stopPatient = () => {
          isStopped = true
          engine.interrupt()
        }
      try {
        return await task(engine)
      } catch (error) {
        if (!isStopped) throw inWords(error)
      } finally {
        stopPatient = undefined
        release(engine)
      }
    }
  }

  return {
    soon(task, signal) {
      const result = inTurn(task, signal)
      // Whoever has left does not hear of it.
      result.catch(() => {})
      return result
    },
    patiently,
  }
}
