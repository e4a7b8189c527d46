import type { HeldAs, HeldNames } from '../../dashboards/local/scope.ts'
import type { SharedRows } from '../../dashboards/local/shared-rows.ts'
import type { HeldRows } from '../../lake/engine/engine.ts'
import type { LakeView } from './session.ts'

/** Rows that are held for the questions of a sheet. */
export interface Held {
  readonly names: HeldNames
  /** Forgets them; the questions must have ended. */
  release(): Promise<void>
}

const nothingHeld: Held = { names: new Map(), release: () => Promise.resolve() }

/** Holds the rows that the questions of a sheet read, where the engine can. */
export async function holdRows(
  { hold }: LakeView,
  shared: readonly SharedRows[],
  signal: AbortSignal,
): Promise<Held> {
  if (!hold) return nothingHeld
  const held = new Map<string, HeldRows>()
  const names = new Map<string, HeldAs>()
  // What two data sets read of the same days is the same.
  const once = async (sql: string): Promise<string> => {
    const rows = held.get(sql) ?? (await hold(sql, signal))
    held.set(sql, rows)
    return rows.name
  }
  for (const { key, days, contacts, sql } of shared) {
    try {
      const chosen = new Map<string, string>()
      for (const each of contacts) chosen.set(each.name, await once(each.sql))
      names.set(key, { name: await once(sql(chosen)), days })
    } catch {
      // Each question reads them itself then, and says what is wrong.
    }
  }
  return {
    names,
    async release() {
      for (const rows of held.values()) await rows.release()
    },
  }
}
