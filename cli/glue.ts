import type { TableCatalog } from '../lake/catalog/catalog.ts'
import { athenaRegion, beforeAws } from './aws.ts'
import type { Config } from './config.ts'
import { s3Address } from './s3-address.ts'
import { WrongUse } from './wrong-use.ts'

/**
 * The catalog in Glue, as far as one was named.
 * @param lake the address of the lake
 */
export async function glueOf(lake: string, config: Config): Promise<readonly TableCatalog[]> {
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
  return [
    glueCatalog({
      ...{ database: glue, lake },
      landing: location === undefined ? undefined : { location, shapes },
      ...(region !== undefined && { client: { region } }),
    }),
  ]
}
