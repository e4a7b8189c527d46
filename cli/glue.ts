import type { TableCatalog } from '../lake/catalog/catalog.ts'
import type { Storage } from '../lake/storage/storage.ts'
import { athenaRegion, beforeAws } from './aws.ts'
import type { Config } from './config.ts'
import { s3Address } from './s3-address.ts'
import { WrongUse } from './wrong-use.ts'

/** Where a lake says which databases of Glue show it: an empty file for each. */
const SHOWN_BY = '_catalog/glue/'

/** What is known of a lake here. */
interface GlueLake {
  readonly path: string
  readonly storage: Pick<Storage, 'putIfAbsent' | 'list'>
}

/**
 * Files that Glue leads to may go, and what it shows may be taken back, only where Glue is told of it. Throws when a
 * database shows the lake and none is named.
 */
export async function checkGlueNamed({ path, storage }: GlueLake, { glue }: Config): Promise<void> {
  if (glue !== undefined) return
  for await (const { key } of storage.list(SHOWN_BY)) {
    const database = key.slice(SHOWN_BY.length)
    throw new WrongUse({
      what: 'Glue shows this lake, and would not be told',
      value: `${path}, shown by the database ${database}`,
      allowed: `--glue ${database}`,
      remedy: `name it; if the database is there no more, remove ${path}/${key}`,
    })
  }
}

/** The catalog in Glue, as far as one was named. */
export async function glueOf(
  { path: lake, storage }: GlueLake,
  config: Config,
): Promise<readonly TableCatalog[]> {
  const { glue, raw } = config
  if (glue === undefined) return []
  if (!/^[a-z0-9_]{1,255}$/.test(glue)) {
    throw new WrongUse({
      what: 'Athena cannot ask a database of this name',
      value: glue,
      allowed: 'small letters, digits and underscores',
      remedy: 'choose another name with --glue',
    })
  }
  if (!s3Address(lake)) {
    throw new WrongUse({
      what: 'Glue can show a lake in S3 only',
      value: lake,
      allowed: 's3://bucket/prefix',
      remedy: 'name a lake in S3 with --lake, or leave --glue out',
    })
  }
  beforeAws()
  const { glueCatalog } = await import('../lake/catalog/glue.ts')
  const { shapeOf } = await import('../schema/shape.ts')
  const { sources } = await import('../etl/sources.ts')
  const shapes = sources.map(({ table }) => shapeOf(table))
  const address = raw === undefined ? undefined : s3Address(raw)
  const location = address && `s3://${address.bucket}/${address.prefix}`.replace(/\/$/, '')
  const region = athenaRegion(config)
  const catalog = glueCatalog({
    ...{ database: glue, lake },
    landing: location === undefined ? undefined : { location, shapes },
    ...(region !== undefined && { client: { region } }),
  })
  const sync: TableCatalog['sync'] = async tables => {
    await storage.putIfAbsent(`${SHOWN_BY}${glue}`, Buffer.alloc(0))
    return catalog.sync(tables)
  }
  return [{ ...catalog, sync }]
}
