import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import type { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'

const GB = 1_000_000_000

/** Who asks Athena, and within what bounds. */
export interface WorkgroupNeeds {
  readonly name: string
  readonly description: string
  /** What keys of results begin with. */
  readonly results: string
  /** A query that has read so much is stopped. */
  readonly cutoff_gb: number
}

/** A workgroup whose bounds nobody gets round: place and key of results, and what a query may read. */
export const boundedWorkgroup = (
  part: Part,
  id: string,
  { results: bucket, key }: StorageStack,
  { name, description, results, cutoff_gb }: WorkgroupNeeds,
): CfnWorkGroup =>
  new CfnWorkGroup(part, id, {
    ...{ name, description },
    // Its history is of use to nobody when it goes.
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: true,
      requesterPaysEnabled: false,
      bytesScannedCutoffPerQuery: Math.round(cutoff_gb * GB),
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: `s3://${bucket.bucketName}/${results}`,
        expectedBucketOwner: part.account,
        encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
      },
    },
  })
