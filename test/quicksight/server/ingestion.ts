import type { Fate } from './kind.ts'
import type { Ingestion, State } from './state.ts'

/** Begins to read a data set. */
export function ingest(state: State, id: string, type: string, fate: Fate, name: string): Ingestion {
  const all = state.ingestions.get(id) ?? []
  const made = { id: name, type, pending: fate.pending, ...(fate.ingestion && { error: fate.ingestion }) }
  state.ingestions.set(id, [...all, made])
  return made
}
