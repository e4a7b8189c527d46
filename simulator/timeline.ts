/** The simulated clock: actions wait in a binary heap and run in the order of their time. */
export interface Timeline {
  /** Simulated time, epoch milliseconds. */
  now(): number
  /** Runs `action` at a time; a time that has passed means now. Actions of one instant run in the order asked for. */
  at(time_ms: number, action: () => void): void
  after(delay_ms: number, action: () => void): void
  /** Runs the next action. False: nothing is left to happen. */
  step(): boolean
}

interface Entry {
  readonly time_ms: number
  /** Heaps are not stable: without it the order of two actions of one instant would be an accident. */
  readonly sequence: number
  readonly action: () => void
}

const before = (a: Entry, b: Entry): boolean =>
  a.time_ms < b.time_ms || (a.time_ms === b.time_ms && a.sequence < b.sequence)

export function createTimeline(start_ms: number): Timeline {
  const heap: Entry[] = []
  let now_ms = start_ms
  let sequence = 0

  const entry = (index: number): Entry => heap[index] as Entry

  function push(added: Entry): void {
    let hole = heap.length
    heap.push(added)
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (before(entry(parent), added)) break
      heap[hole] = entry(parent)
      hole = parent
    }
    heap[hole] = added
  }

  function pop(): Entry | undefined {
    const first = heap[0]
    const moved = heap.pop()
    if (moved === undefined || heap.length === 0) return first
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(entry(child + 1), entry(child))) child++
      if (before(moved, entry(child))) break
      heap[hole] = entry(child)
      hole = child
    }
    heap[hole] = moved
    return first
  }

  const at = (time_ms: number, action: () => void): void =>
    push({ time_ms: Math.max(now_ms, Math.round(time_ms)), sequence: sequence++, action })

  return {
    now: () => now_ms,
    at,
    after: (delay_ms, action) => at(now_ms + delay_ms, action),
    step() {
      const next = pop()
      if (next === undefined) return false
      now_ms = next.time_ms
      next.action()
      return true
    },
  }
}
