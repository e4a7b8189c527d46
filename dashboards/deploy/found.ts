import type { QuickSight, ResourcePermission, Tag } from '@aws-sdk/client-quicksight'
import type { QuickSightApi } from './api.ts'

/** Something that went wrong with an asset after QuickSight had accepted it. */
export interface AssetError {
  readonly Type?: string | undefined
  readonly Message?: string | undefined
  readonly ViolatedEntities?: readonly { readonly Path?: string | undefined }[] | undefined
}

/** The versions of a dashboard: each update makes one, and viewers see the published one. */
export interface Versions {
  readonly published: number | undefined
  readonly latest: number
  /** Those that can be published, oldest first. */
  readonly good: readonly number[]
}

/** An asset as it is there. */
export interface Found {
  readonly arn: string
  /** In the form of the request that would make it; what QuickSight does not give back is missing. */
  readonly shown: Readonly<Record<string, unknown>>
  /** Undefined of kinds that have none. */
  readonly tags?: Readonly<Record<string, string>>
  readonly permissions?: readonly ResourcePermission[]
  readonly state: 'good' | 'making' | 'failed'
  readonly errors?: readonly AssetError[]
  /** Number of the version that this is; missing of kinds whose updates make none. */
  readonly version?: number
  readonly versions?: Versions
}

/** What QuickSight says of a resource as a state of ours. */
export const stateOf = (status: string | undefined): Found['state'] =>
  status === undefined || !/IN_PROGRESS|FAILED/.test(status)
    ? 'good'
    : /FAILED/.test(status)
      ? 'failed'
      : 'making'

export const tagsOf = (tags: readonly Tag[] | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))

/**
 * Who may do what with an asset, and its tags: asked apart from what it is.
 * @param of         what it is, for messages
 * @param operation  the name of the operation that tells permissions
 */
export async function sharingOf(
  api: QuickSightApi,
  of: string,
  ResourceArn: string,
  operation: string,
  describe: (client: QuickSight) => Promise<{ readonly Permissions?: ResourcePermission[] | undefined }>,
): Promise<{
  readonly arn: string
  readonly tags: Readonly<Record<string, string>>
  readonly permissions: readonly ResourcePermission[]
}> {
  const { Permissions = [] } = await api.ask(operation, of, describe)
  const { Tags } = await api.ask('ListTagsForResource', of, client =>
    client.listTagsForResource({ ResourceArn }),
  )
  return { arn: ResourceArn, tags: tagsOf(Tags), permissions: Permissions }
}
