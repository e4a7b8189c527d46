import { createHash } from 'node:crypto'
import type { Tag } from '@aws-sdk/client-quicksight'
import type { Request } from './request.ts'

const VERSION = 'connect-lake:version'
/** The tag that says what an asset was made from. */
export const HASH = 'connect-lake:hash'

/** Whether an asset of this operation carries tags. */
export const isTagged = ({ operation }: Request): boolean =>
  /^Create(?:Folder|DataSource|DataSet|Theme|Analysis|Dashboard)$/.test(operation)

/** A hash of all that a request asks for, but for its tags: another hash, another asset. */
export function hashOf({ input }: Request): string {
  const { Tags: _, ...rest } = input as { readonly Tags?: unknown }
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 16)
}

/** The same request, which says what made it: this version of the package, out of this. */
export function tagged(each: Request, version: string): Request {
  if (!isTagged(each)) return each
  const Tags: Tag[] = [
    { Key: VERSION, Value: version },
    { Key: HASH, Value: hashOf(each) },
  ]
  return { ...each, input: { ...each.input, Tags } } as Request
}
