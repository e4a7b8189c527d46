import type { Tag } from '@aws-sdk/client-quicksight'
import type { QuickSightPlace } from '../quicksight/place.ts'
import type { Request } from '../quicksight/request.ts'
import { HASH, hashOf } from '../quicksight/tags.ts'

const ENVIRONMENT = 'connect-lake:environment'

/** Tags have no empty values. */
const environmentOf = ({ prefix }: QuickSightPlace): string => (prefix === '' ? 'none' : prefix)

/** The tags that an asset is to have: those of its request, what it was made of, and for which environment. */
export function tagsFor(request: Request, place: QuickSightPlace): Tag[] {
  const { Tags = [] } = request.input as { readonly Tags?: readonly Tag[] }
  const own = [HASH, ENVIRONMENT]
  return [
    ...Tags.filter(({ Key = '' }) => !own.includes(Key)),
    { Key: HASH, Value: hashOf(request) },
    { Key: ENVIRONMENT, Value: environmentOf(place) },
  ]
}

/** Whether an asset was made by us, for this environment and not for another one of the account. */
export const isOurs = (tags: Readonly<Record<string, string>>, place: QuickSightPlace): boolean =>
  tags[HASH] !== undefined && tags[ENVIRONMENT] === environmentOf(place)

/** The hash of what an asset was made from. */
export const deployedHash = (tags: Readonly<Record<string, string>>): string | undefined => tags[HASH]
