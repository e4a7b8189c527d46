import { afterAll, inject } from 'vitest'
import { run } from '../../etl/job/run.ts'
import { defaultLimits } from '../../etl/limits.ts'
import { sources } from '../../etl/sources.ts'
import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import { glueCatalog } from '../../lake/catalog/glue.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { trinoEngine } from '../../lake/engine/trino.ts'
import { s3Storage } from '../../lake/storage/s3.ts'
import { shapeOf } from '../../schema/shape.ts'
import type { BusinessTime } from '../../sql/business-time.ts'
import { newBucket, newDatabase, onStandIn } from '../aws/stand-in.ts'
import { newCache } from '../fixture/cache.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { glueInTrino } from './glue-catalog.ts'
import { KEEPER } from './server/configuration.ts'

/** A lake in S3 that a database of Glue shows, and Trino over it. */
export interface ShownLake {
  readonly lake: TestLake
  readonly glue: TableCatalog
  /** The database, and the catalog of Trino that it is in. */
  readonly database: string
  readonly catalog: string
  readonly trino: QueryEngine
  /** Consumes what is new, derives, and brings Glue to it. */
  load(): Promise<unknown>
}

/**
 * Gives what makes such lakes.
 * @param name of the file of tests: its catalog is called by it
 */
export function lakesThatGlueShows(name: string, folder: string) {
  const catalog = glueInTrino(name)
  const opened: QueryEngine[] = []
  afterAll(() => {
    for (const engine of opened) engine.close()
  })
  return async ({ raw, time }: { raw?: string; time?: BusinessTime } = {}): Promise<ShownLake> => {
    const [bucket, database] = [await newBucket(), newDatabase()]
    const storage = s3Storage({
      bucket,
      prefix: 'connect/lake',
      client: onStandIn(),
      cache: newCache(folder),
    })
    const lake = testLake(folder, () => storage, time)
    const shapes = sources.map(({ table }) => shapeOf(table))
    const landing = raw === undefined ? undefined : { location: raw, shapes }
    const glue = glueCatalog({ database, lake: storage.location, landing, client: onStandIn() })
    const trino = trinoEngine({ url: inject('trino'), user: KEEPER, catalog, schema: database })
    opened.push(trino)
    const ports = { ...lake.ports, catalogs: [...lake.ports.catalogs, glue] }
    const options = { audit: false, derive: true, limits: defaultLimits }
    return { lake, glue, database, catalog, trino, load: () => run(ports, options) }
  }
}
