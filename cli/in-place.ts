import type { InPlace } from '../lake/in-place/in-place.ts'
import type { Storage } from '../lake/storage/storage.ts'
import { athenaRegion } from './aws.ts'
import type { Config } from './config.ts'
import { athenaPlace } from './engine-place.ts'
import { s3Address } from './s3-address.ts'
import { unique } from './scratch.ts'
import { WrongUse } from './wrong-use.ts'

/** What merges partitions that are too large for this machine: Athena, where that is configured. */
export async function inPlaceOf(
  lake: { readonly path: string; readonly storage: Storage },
  config: Config,
): Promise<InPlace | undefined> {
  const { glue, athena } = config
  if (athena.merge_mb === undefined) return undefined
  if (glue === undefined || !s3Address(lake.path)) {
    throw new WrongUse({
      what: 'Athena can merge a lake in S3 that Glue shows only',
      value: `athena.merge_mb, for the lake ${lake.path}${glue === undefined ? ' without a database of Glue' : ''}`,
      allowed: 's3://bucket/prefix and --glue DATABASE',
      remedy: 'name both, or leave athena.merge_mb out of the configuration',
    })
  }
  const { athenaInPlace } = await import('../lake/in-place/athena.ts')
  const { glueFolders } = await import('../lake/catalog/glue-folders.ts')
  const region = athenaRegion(config)
  return athenaInPlace({
    place: { ...athenaPlace(config), database: glue },
    folders: glueFolders(glue, region === undefined ? {} : { region }),
    storage: lake.storage,
    unique,
  })
}
