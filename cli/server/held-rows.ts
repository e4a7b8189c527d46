import type { HeldNames } from '../../dashboards/local/scope.ts'
import type { SharedRows } from '../../dashboards/local/shared-rows.ts'
import type { HeldRows } from '../../lake/engine/engine.ts'
import type { LakeView } from './session.ts'

/** Rows that are held for the questions of a sheet. */
export interface Held {
  readonly names: HeldNames
  /** Forgets them; the questions must have ended. */
  release(): Promise<void>
}

type Hold = (sql: string) => Promise<HeldRows>

/** Holds rows of which the contacts are held meanwhile. */
async function holdOne(hold: Hold, { contacts, sql }: SharedRows): Promise<HeldRows> {
  const chosen = new Map<string, HeldRows>()
  try {
    for (const each of contacts) chosen.set(each.name, await hold(each.sql))
    return await hold(sql(new Map([...chosen].map(([name, rows]) => [name, rows.name]))))
  } finally {
    for (const rows of chosen.values()) await rows.release()
  }
}

/** Holds rows that several questions read, where the engine can. */
export async function holdRows(
  { hold }: LakeView,
  shared: readonly SharedRows[],
  signal: AbortSignal,
): Promise<Held> {
  const held = new Map<string, HeldRows>()
  for (const rows of hold ? shared : []) {
    try {
      if (hold) held.set(rows.whole, await holdOne(sql => hold(sql, signal), rows))
    } catch {
      // Each question reads them itself then, and says what is wrong.
    }
  }
  return {
    names: new Map([...held].map(([whole, { name }]) => [whole, name])),
    async release() {
      for (const rows of held.values()) await rows.release()
    },
  }
}
