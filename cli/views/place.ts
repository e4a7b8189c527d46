import type { ViewCatalog } from '../../lake/catalog/catalog.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import type { Config } from '../config.ts'
import { athenaViews, engineOf, trinoViewsOf } from '../engine.ts'
import { existingLake } from '../lake.ts'

/** Where views are deployed, and the engine that answers them. */
export interface ViewPlace {
  readonly catalog: ViewCatalog
  /** Whether views are answered as soon as they are deployed; the engine of this machine opens with all of them. */
  readonly is_live: boolean
  engine(): Promise<QueryEngine>
}

/** The place that the configuration names with its engine. */
export async function viewPlace(config: Config): Promise<ViewPlace> {
  if (config.engine === 'local') {
    const lake = await existingLake(config)
    return { catalog: lake.catalog, is_live: false, engine: () => engineOf(config, lake) }
  }
  const catalog = await (config.engine === 'athena' ? athenaViews(config) : trinoViewsOf(config))
  return { catalog, is_live: true, engine: () => engineOf(config, undefined) }
}
