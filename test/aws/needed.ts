import type { Call } from './stand-in.ts'

/** A permission that a call needs. */
export interface Needed {
  readonly action: string
  readonly resource: string
}

/** What requests of S3 need, of buckets that are encrypted with a key: S3 uses it in the name of who asks. */
function neededOfS3({ method, path, query, keys = [] }: Call, key_arn: string): readonly Needed[] {
  const [, bucket = '', object = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(path)) ?? []
  const of = `arn:aws:s3:::${bucket}`
  const kms = (action: string): Needed => ({ action: `kms:${action}`, resource: key_arn })
  const s3 = (action: string, resource = `${of}/${object}`): Needed => ({ action: `s3:${action}`, resource })
  if (object === '') {
    if (method === 'POST') return keys.map(each => s3('DeleteObject', `${of}/${each}`))
    if (method === 'GET' && /(^|&)uploads/.test(query)) return [s3('ListBucketMultipartUploads', of)]
    if (method === 'GET' || method === 'HEAD') return [s3('ListBucket', of)]
  } else if (method === 'GET' || method === 'HEAD') return [s3('GetObject'), kms('Decrypt')]
  else if (method === 'DELETE')
    return [s3(query.includes('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject')]
  // Parts are put together by reading them.
  else if (query.includes('upload')) return [s3('PutObject'), kms('GenerateDataKey'), kms('Decrypt')]
  else if (method === 'PUT') return [s3('PutObject'), kms('GenerateDataKey')]
  throw new Error(`nobody knows what ${method} ${path}?${query} needs`)
}

/** What a request of Glue needs: its action on the catalog, the database and the table. */
function neededOfGlue({ operation = '', asked = {} }: Call, at: string): readonly Needed[] {
  const { DatabaseName, TableName, Name, TableInput } = asked as Readonly<
    Record<string, string | undefined> & { TableInput?: { Name?: string } }
  >
  const database = operation === 'GetDatabase' ? Name : DatabaseName
  // Of a table that is listed, or whose name is in what is asked, the last part.
  const table = TableName ?? TableInput?.Name ?? (operation === 'GetDatabase' ? undefined : (Name ?? 'any'))
  const resources = [
    'catalog',
    `database/${database}`,
    ...(table === undefined ? [] : [`table/${database}/${table}`]),
  ]
  return resources.map(each => ({ action: `glue:${operation}`, resource: `${at}:${each}` }))
}

/**
 * The permissions that calls need, each once.
 * @param glue_at the beginning of ARNs of Glue, such as `arn:aws:glue:eu-west-2:123456789012`
 */
export function needed(calls: readonly Call[], key_arn: string, glue_at: string): readonly Needed[] {
  const all = calls.flatMap(call =>
    call.operation ? neededOfGlue(call, glue_at) : neededOfS3(call, key_arn),
  )
  return [...new Map(all.map(each => [`${each.action} ${each.resource}`, each])).values()]
}
