import { locate } from '../../etl/job/locate.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import type { RawStore } from '../../lake/raw/raw.ts'
import type { Config } from '../config.ts'
import { limitsOf } from '../limits.ts'
import type { Locate } from './answer.ts'

/** Finds records in raw objects, of whichever root of the ledger has the object. */
export async function locator(
  engine: Pick<QueryEngine, 'query'>,
  config: Config,
  rawSide: (root: string) => Promise<RawStore | undefined>,
): Promise<Locate> {
  const limits = limitsOf(config)
  const roots = (await engine.query('SELECT DISTINCT raw_root FROM ledger')).toArray()
  const stores = await Promise.all(roots.map(row => rawSide(String(row.raw_root))))
  return async (table, source_object, ids) => {
    for (const store of stores) {
      if (!store) continue
      const places = await locate(store, source_object, table, ids, limits).catch(() => undefined)
      if (places) return new Map(places.map(place => [place.id, place]))
    }
    return undefined
  }
}
