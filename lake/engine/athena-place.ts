import type { AthenaClientConfig } from '@aws-sdk/client-athena'

/** Where Athena is asked. */
export interface AthenaPlace {
  readonly workgroup: string
  /** Such as AwsDataCatalog. */
  readonly catalog: string
  readonly database: string
  /** `s3://bucket/prefix/` for results; without it, or where the workgroup insists, that of the workgroup. */
  readonly output?: string | undefined
  /** Takes an earlier answer to the very same question that is no older, and reads nothing; does not see newer data. */
  readonly reuse_minutes?: number | undefined
  /** Region, credentials and endpoint where they are not those of the environment. */
  readonly client?: AthenaClientConfig
}
