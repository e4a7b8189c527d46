import { advance, emptyState, type LiveState } from './advance.ts'
import type { LiveEvent } from './event.ts'
import type { Watch } from './rule.ts'

/** What is kept, and which version of it that is. */
export interface Held {
  /** Undefined: nothing yet. */
  readonly bytes: Uint8Array | undefined
  readonly version: string | undefined
}

/**
 * Where live state is kept between batches: one value, replaced only by who has seen it last.
 *
 * Implementations: `memory.ts` (tests), `aws/s3-state.ts`.
 */
export interface StateStore {
  read(): Promise<Held>
  /** False: another was faster, and nothing was written. The bytes of different writers differ. */
  replace(bytes: Uint8Array, version: string | undefined): Promise<boolean>
}

/** So often a batch begins again because another was faster. */
const MOST_TRIES = 20

const stateIn = ({ bytes }: Held): LiveState =>
  bytes === undefined ? emptyState() : JSON.parse(Buffer.from(bytes).toString())

/** Changes what is kept: again on the newest whenever another was faster. Undefined leaves it as it is. */
async function changed(
  store: StateStore,
  unique: () => string,
  change: (state: LiveState) => LiveState | undefined,
): Promise<void> {
  for (let tried = 1; tried <= MOST_TRIES; tried++) {
    const held = await store.read()
    const state = change(stateIn(held))
    if (!state) return
    if (await store.replace(Buffer.from(JSON.stringify({ ...state, by: unique() })), held.version)) return
  }
  throw new Error(`others changed the live state ${MOST_TRIES} times in a row`)
}

/**
 * Takes a batch into the state that is kept, and tells what there is to be told. Alerts are kept first, told then, and
 * forgotten last: a worker that dies between tells them by the next batch. So each is told once, and once more, under the
 * same id, only when that happens right after it was told.
 * @param tell publishes alerts; what it throws leaves them to the next batch
 * @returns the state after, and how many events came too late for their order
 */
export async function takeBatch(
  store: StateStore,
  unique: () => string,
  events: readonly LiveEvent[],
  watch: Watch,
  tell: (alerts: LiveState['untold']) => Promise<void>,
): Promise<{ readonly state: LiveState; readonly late: number }> {
  let done: { readonly state: LiveState; readonly late: number } | undefined
  await changed(store, unique, before => {
    done = advance(before, events, watch)
    return done.state
  })
  const taken = done as NonNullable<typeof done>
  const { untold } = taken.state
  if (untold.length > 0) {
    await tell(untold)
    const told = new Set(untold.map(({ id }) => id))
    await changed(store, unique, state => {
      const left = state.untold.filter(({ id }) => !told.has(id))
      return left.length === state.untold.length ? undefined : { ...state, untold: left }
    })
  }
  return taken
}
