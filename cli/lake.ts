import { rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { RunPorts } from '../etl/job/run.ts'
import type { TableCatalog, ViewCatalog } from '../lake/catalog/catalog.ts'
import { storageCatalog } from '../lake/catalog/storage.ts'
import type { QueryEngine } from '../lake/engine/engine.ts'
import { type Log, lakeLog } from '../lake/log/log.ts'
import type { LakeState } from '../lake/log/state.ts'
import { folderStorage } from '../lake/storage/folder.ts'
import type { Storage } from '../lake/storage/storage.ts'
import { LakeError } from '../schema/error.ts'
import { inOrderOfUse } from '../sql/deploy-order.ts'
import { prelude } from '../sql/prelude.ts'
import type { Config } from './config.ts'
import { glueOf } from './glue.ts'
import { inPlaceOf } from './in-place.ts'
import { s3Lake } from './s3.ts'
import { s3Address } from './s3-address.ts'
import { passing, sweepScratch, unique, userScratch } from './scratch.ts'
import { WrongUse } from './wrong-use.ts'

/** A lake with the parts that commands use. */
export interface OpenLake {
  /** A folder, or an address such as `s3://bucket/prefix`. */
  readonly path: string
  /** A folder of this machine for what is in the making. */
  readonly scratch: string
  readonly storage: Storage
  readonly log: Log
  /** The lake's own. */
  readonly catalog: TableCatalog & ViewCatalog
  /** The folder of this machine in which data files of it appear as they are fetched; none where they lie here. */
  readonly fetched_to?: string
  /** What was fetched of it to be read is needed no more; at the latest the end of the process says so. */
  close(): void
}

/** The place named by a flag or the configuration; an error that says how to name it otherwise. */
export function required(config: Config, name: 'lake' | 'raw'): string {
  const value = config[name]
  if (value !== undefined) return s3Address(value) ? value : resolve(value)
  throw new WrongUse({
    what: `no ${name} folder was named`,
    allowed: 'the path of a folder, or s3://bucket/prefix',
    remedy: `name it with --${name} DIR, or as "${name}" in connect-lake.config.json`,
  })
}

/** Where a lake is kept, and where on this machine it is worked on. */
async function placeOf(
  path: string,
  config: Config,
): Promise<Pick<OpenLake, 'path' | 'scratch' | 'storage' | 'fetched_to' | 'close'>> {
  const address = s3Address(path)
  if (address) {
    const opened = await s3Lake(address, config)
    return { ...opened, path: opened.storage.location, scratch: userScratch() }
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new LakeError({
      what: 'a lake is a folder, and this is none',
      value: path,
      allowed: 'a folder that connect-lake run has filled, or a name where nothing is yet',
      remedy: 'name another place with --lake',
    })
  }
  // On the lake's own file system, so that finished files are moved, not copied, into their place.
  const scratch = join(path, '_scratch')
  return { path, scratch, storage: folderStorage(path, unique), close: () => {} }
}

/** The parts of a lake in a folder or in S3; whether there is one is not looked at. */
export async function lakeAt(path: string, config: Config): Promise<OpenLake> {
  const place = await placeOf(path, config)
  return { ...place, log: lakeLog(place.storage), catalog: storageCatalog(place.storage) }
}

/** A lake that has to be there. */
export async function existingLake(config: Config): Promise<OpenLake> {
  const lake = await lakeAt(required(config, 'lake'), config)
  if (await lake.log.exists()) return lake
  const remedy = 'make one with: connect-lake run --raw DIR --lake'
  throw new LakeError({
    value: lake.path,
    ...(s3Address(lake.path)
      ? {
          what: 'there is no lake at this address',
          allowed: 's3://bucket/prefix that connect-lake run has filled',
          remedy: `${remedy} ${lake.path}; or see whether bucket and prefix are right`,
        }
      : {
          what: 'there is no lake in this folder',
          allowed: 'a folder that connect-lake run has filled',
          remedy: `${remedy} DIR, or see one with: connect-lake start`,
        }),
  })
}

/** What has to show what is committed: the lake's own catalog, and that in Glue where one was named. */
export const catalogsOf = async (lake: OpenLake, config: Config): Promise<readonly TableCatalog[]> => [
  lake.catalog,
  ...(await glueOf(lake, config)),
]

/**
 * What the job needs, besides a raw side.
 * @param scratch for what is to leave no trace in the lake: another folder
 */
export async function jobPorts(
  lake: OpenLake,
  config: Config,
  scratch: string = lake.scratch,
): Promise<Omit<RunPorts, 'raw'>> {
  await sweepScratch(scratch)
  const { duckdbWorkbench } = await import('../lake/workbench/duckdb.ts')
  return {
    storage: lake.storage,
    log: lake.log,
    catalogs: await catalogsOf(lake, config),
    in_place: await inPlaceOf(lake, config),
    workbench: () =>
      duckdbWorkbench({
        scratch: join(scratch, passing('run')),
        memory_bytes: config.memory_bytes,
        lanes: config.lanes,
      }),
    now: Date.now,
    unique,
  }
}

/** An engine over the lake as of a state: the newest, unless another is given. */
export async function openEngine(lake: OpenLake, config: Config, state?: LakeState): Promise<QueryEngine> {
  const { duckdbEngine } = await import('../lake/engine/duckdb.ts')
  const spilled = userScratch()
  await sweepScratch(spilled)
  // What it reads has to be there as long as the engine is, and no longer: who serves a lake opens one for each commit.
  const { storage, fetched_to, close: closePlace } = await placeOf(lake.path, config)
  const scratch = join(spilled, passing('query'))
  function close(): void {
    closePlace()
    rmSync(scratch, { recursive: true, force: true })
  }
  try {
    const engine = await duckdbEngine(storage, state ?? (await lake.log.head()), {
      prelude,
      views: inOrderOfUse(await lake.catalog.views()),
      memory_bytes: config.memory_bytes,
      scratch,
      ...(fetched_to !== undefined && { fetched_to }),
    })
    return {
      ...engine,
      close() {
        engine.close()
        close()
      },
    }
  } catch (error) {
    close()
    throw error
  }
}
