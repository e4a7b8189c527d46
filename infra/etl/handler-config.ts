import type { Deployment } from '../config.ts'
import { workgroupName } from '../dashboards/settings.ts'
import { bucketName, databaseName, LAKE, RECORDS } from '../names.ts'

/** What of a machine's memory the engine may use: it takes more than it says, and Node and what is read need theirs. */
const ENGINE_SHARE = 0.55
/** What a machine keeps of the lake on its disk: a quarter, the rest is for the work. */
const CACHE_SHARE = 0.25

/** What handlers find in `CONNECT_LAKE_CONFIG`: the keys of a configuration file of the command line. */
export interface HandlerConfig {
  readonly lake: string
  readonly raw: string
  readonly glue: string
  readonly memory_mb: number
  readonly lanes: number
  readonly batch_mb: number
  readonly engine: 'athena'
  readonly athena: {
    readonly database: string
    readonly workgroup: string
    readonly region: string
    readonly merge_mb?: number
  }
  readonly s3: { readonly region: string; readonly kms_key_id: string; readonly cache_mb: number }
  readonly time_zone: string
  readonly business_hours?: Deployment['etl']['business_hours']
  readonly access?: Deployment['access']
  readonly contact_attributes?: Deployment['contact_attributes']
  readonly theme?: Deployment['theme']
}

/** What the job runs on. */
export interface Machine {
  readonly memory_mb: number
  readonly disk_mb: number
  readonly processors: number
}

/** A worker of Lambda, which has a processor for each 1769 MB. */
const workerOf = ({ memory_mb, disk_mb }: Deployment['etl']): Machine => ({
  ...{ memory_mb, disk_mb },
  processors: Math.max(1, Math.floor(memory_mb / 1769)),
})

/** What is configured by the size of a machine. */
const sized = (on: Machine) => ({
  memory_mb: Math.floor(on.memory_mb * ENGINE_SHARE),
  lanes: on.processors,
  cache_mb: Math.floor(on.disk_mb * CACHE_SHARE),
})

/** The configuration for another machine than a worker of Lambda. */
export function configOn(config: HandlerConfig, on: Machine): HandlerConfig {
  const { cache_mb, ...size } = sized(on)
  return { ...config, ...size, s3: { ...config.s3, cache_mb } }
}

/**
 * The configuration of the job's handlers.
 * @param keyArn the key with which objects of the lake are encrypted
 */
export function handlerConfig(deployment: Deployment, keyArn: string): HandlerConfig {
  const { region, etl, access, contact_attributes, theme } = deployment
  const { memory_mb, lanes, cache_mb } = sized(workerOf(etl))
  const database = databaseName(deployment)
  return {
    lake: `s3://${bucketName(deployment, 'lake')}/${LAKE}`,
    raw: `s3://${bucketName(deployment, 'raw')}/${RECORDS}`,
    glue: database,
    ...{ memory_mb, lanes },
    batch_mb: etl.batch_mb,
    engine: 'athena',
    athena: {
      ...{ database, workgroup: workgroupName(deployment), region },
      ...(etl.merge_mb !== undefined && { merge_mb: etl.merge_mb }),
    },
    s3: { region, kms_key_id: keyArn, cache_mb },
    time_zone: etl.time_zone,
    ...(etl.business_hours && { business_hours: etl.business_hours }),
    ...(access && { access }),
    ...(contact_attributes && { contact_attributes }),
    ...(theme && { theme }),
  }
}
