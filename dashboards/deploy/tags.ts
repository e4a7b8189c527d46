import { createHash } from 'node:crypto'
import type { Tag } from '@aws-sdk/client-quicksight'
import type { QuickSightPlace } from '../quicksight/place.ts'
import type { Request } from '../quicksight/request.ts'
import { HASH, hashOf } from '../quicksight/tags.ts'
import { isNothing } from './difference.ts'
import type { Found } from './found.ts'

const ENVIRONMENT = 'connect-lake:environment'
/** What QuickSight gave back of an asset when it was made or changed: other than that, somebody has changed it since. */
const SHOWN = 'connect-lake:shown'
/** In place of that, of an asset that we are changing: until it is noted anew, what it shows may be ours. */
const CHANGING = 'changing'

/** Tags have no empty values. */
const environmentOf = ({ prefix }: QuickSightPlace): string => (prefix === '' ? 'none' : prefix)

/** In place of the hash, of a data set that was made or changed and is not yet read to its end. */
const readingHash = (request: Request): string => `reading-${hashOf(request)}`

/**
 * The tags that an asset is to have: those of its request, what it was made of, and for which environment.
 * @param isReading whether it is a data set that is not yet read to its end
 */
export function tagsFor(request: Request, place: QuickSightPlace, isReading = false): Tag[] {
  const { Tags = [] } = request.input as { readonly Tags?: readonly Tag[] }
  const own = [HASH, ENVIRONMENT]
  return [
    ...Tags.filter(({ Key = '' }) => !own.includes(Key)),
    { Key: HASH, Value: isReading ? readingHash(request) : hashOf(request) },
    { Key: ENVIRONMENT, Value: environmentOf(place) },
  ]
}

/** Whether an asset was made by us, for this environment and not for another one of the account. */
export const isOurs = (tags: Readonly<Record<string, string>>, place: QuickSightPlace): boolean =>
  tags[HASH] !== undefined && tags[ENVIRONMENT] === environmentOf(place)

/** The hash of what an asset was made from. */
export const deployedHash = (tags: Readonly<Record<string, string>>): string | undefined => tags[HASH]

/** Whether an asset is as its request asks for, but for what it has still to read. */
export const isReading = (tags: Readonly<Record<string, string>>, request: Request): boolean =>
  deployedHash(tags) === readingHash(request)

/** The same whatever the order of members; what is empty QuickSight gives back or leaves out as it likes. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const members = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    const kept = canonical(each)
    return isNothing(kept) ? [] : [[name, kept]]
  })
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const shownHash = ({ shown }: Found): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(shown)))
    .digest('hex')
    .slice(0, 16)

/** Notes how an asset is now. */
export const shownTag = (found: Found): Tag => ({ Key: SHOWN, Value: shownHash(found) })

/** Notes that an asset is about to be changed by us: who is stopped before it is noted anew leaves this behind. */
export const changingTag: Tag = { Key: SHOWN, Value: CHANGING }

/** Whether a change of ours was begun, and its end not seen. */
export const isChanging = ({ tags }: Found): boolean => tags?.[SHOWN] === CHANGING

/** Whether an asset is another one than when that was noted; false where it was not. */
export const isOtherThanNoted = (found: Found): boolean =>
  found.tags?.[SHOWN] !== undefined && !isChanging(found) && found.tags[SHOWN] !== shownHash(found)
