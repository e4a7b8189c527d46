/** Where assets of QuickSight are: an account, a region, and a part of its names. */
export interface QuickSightPlace {
  /** Twelve digits. */
  readonly account_id: string
  /** Where the assets are: that of Athena and of the lake, for QuickSight asks no Athena of another region. */
  readonly region: string
  /** Where users and groups are: the region in which the account was signed up. */
  readonly identity_region: string
  /** Of users and groups; QuickSight's own is `default`. */
  readonly namespace: string
  /** Before the id of every asset, so that two environments can share an account: `test-`, or nothing. */
  readonly prefix: string
}

/** What an ARN of QuickSight can be of, with the word that stands in it. */
export type AssetKind = 'datasource' | 'dataset' | 'theme' | 'folder' | 'analysis' | 'dashboard'

/** Regions of China and of the government of the US have a name of their own in ARNs. */
const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'

const arn = (region: string, { account_id }: QuickSightPlace, resource: string): string =>
  `arn:${partitionOf(region)}:quicksight:${region}:${account_id}:${resource}`

/** The id that an asset has in QuickSight. */
export const assetId = ({ prefix }: QuickSightPlace, id: string): string => `${prefix}${id}`

/** @param id the asset's own, without the prefix. */
export const assetArn = (place: QuickSightPlace, kind: AssetKind, id: string): string =>
  arn(place.region, place, `${kind}/${assetId(place, id)}`)

/** A group as a principal of permissions: of the namespace, in the identity region. */
export const groupArn = (place: QuickSightPlace, name: string): string =>
  arn(place.identity_region, place, `group/${place.namespace}/${name}`)

/** A user as a principal of permissions. */
export const userArn = (place: QuickSightPlace, name: string): string =>
  arn(place.identity_region, place, `user/${place.namespace}/${name}`)

/** Everybody of the namespace, as a principal of permissions. */
export const namespaceArn = (place: QuickSightPlace): string =>
  arn(place.identity_region, place, `namespace/${place.namespace}`)

/** A theme that every account has: CLASSIC, MIDNIGHT, SEASIDE or RAINIER. */
export const managedThemeArn = ({ region }: QuickSightPlace, name: string): string =>
  `arn:${partitionOf(region)}:quicksight::aws:theme/${name}`
