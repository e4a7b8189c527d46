import { LakeError } from '../../schema/error.ts'
import { isOf, type Request, requestName } from '../quicksight/request.ts'
import { isStillAtIt, type Patience, type QuickSightApi } from './api.ts'
import { endedIngestion, ingestionError, isDone, lastIngestion } from './ingestion.ts'
import { tagsFor } from './tags.ts'

/** A data set in memory that QuickSight has begun to read, because it was made or changed. */
export interface Reading {
  readonly request: Request<'CreateDataSet'>
  readonly arn: string
  /** Undefined where the answer that named it was lost: then it is the newest. */
  readonly ingestion: string | undefined
}

/** All of a data set is read, which can be a year of contacts. */
const PATIENCE: Patience = { looks: 450, words: 'an hour' }

/** Whether QuickSight reads an asset into memory when it is made or changed. */
export const isInMemory = (request: Request): request is Request<'CreateDataSet'> =>
  isOf('CreateDataSet')(request) && request.input.ImportMode === 'SPICE'

/** What reads a data set by now, or has read it; undefined where the last that did ended badly, or there was none. */
export async function readBefore(api: QuickSightApi, request: Request): Promise<string | undefined> {
  if (!isInMemory(request)) return undefined
  const last = await lastIngestion(api, request.input.DataSetId ?? '')
  return last && (!isDone(last) || last.IngestionStatus === 'COMPLETED') ? last.IngestionId : undefined
}

/** Why a data set could not be read; undefined where it was. */
async function fault(
  api: QuickSightApi,
  { request, ingestion }: Reading,
  until_ms: number | undefined,
): Promise<string | undefined> {
  const { AwsAccountId, DataSetId = '', Name } = request.input
  const IngestionId = ingestion ?? (await lastIngestion(api, DataSetId))?.IngestionId
  const name = `${requestName(request)} (${Name})`
  if (IngestionId === undefined) return `${name}: QuickSight has not begun to read it`
  const end = await endedIngestion(api, { AwsAccountId, DataSetId, IngestionId }, { ...PATIENCE, until_ms })
  if (end.IngestionStatus === 'COMPLETED') return undefined
  const { type, message } = ingestionError(end)
  return `${name}: ${type}: ${message}`
}

/**
 * Waits for data sets that are being read, and notes those as good that were read. Throws when all have ended and not
 * all of them well: nothing may be shown that stands on what could not be read.
 * @param done     told of each that was read
 * @param until_ms after it nothing is waited for any more: what is still being read is given back, and its tag says so
 */
export async function readToEnd<R extends Reading>(
  api: QuickSightApi,
  readings: readonly R[],
  done: (reading: R) => void,
  until_ms?: number,
): Promise<readonly R[]> {
  const faults: string[] = []
  const left: R[] = []
  for (const reading of readings) {
    let found: string | undefined
    try {
      found = await fault(api, reading, until_ms)
    } catch (error) {
      if (until_ms === undefined || !isStillAtIt(error)) throw error
      left.push(reading)
      continue
    }
    if (found !== undefined) {
      faults.push(found)
      continue
    }
    await api.ask('TagResource', requestName(reading.request), client =>
      client.tagResource({ ResourceArn: reading.arn, Tags: tagsFor(reading.request, api.place) }),
    )
    done(reading)
  }
  if (faults.length === 0) return left
  throw new LakeError({
    what: 'QuickSight could not read data sets, so nothing that stands on them is changed or shown',
    value: faults.join('\n'),
    allowed: 'views that answer, rights of QuickSight on them and on the buckets, and free capacity of SPICE',
    remedy: 'mend what is named, and apply again, which goes on from there',
  })
}
