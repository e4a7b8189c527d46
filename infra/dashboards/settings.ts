import type { QuickSightSettings } from '../../dashboards/quicksight/settings.ts'
import type { Deployment } from '../config.ts'
import { databaseName, nameOf } from '../names.ts'

/** What all ids of QuickSight's assets begin with: two environments of an account have nothing in common. */
const assetPrefix = (deployment: Deployment): string => nameOf(deployment, '')

/** Asks Athena for whatever people and the job want to know. */
export const workgroupName = (deployment: Deployment): string => nameOf(deployment, 'analysts')

/** Asks Athena for what QuickSight shows. */
export const dashboardsWorkgroup = (deployment: Deployment): string => nameOf(deployment, 'dashboards')

/**
 * How dashboards of a deployment are compiled; undefined where it has none in QuickSight. In whose name QuickSight reads
 * the lake is not known before that role is made.
 */
export function quickSightOf(deployment: Deployment): QuickSightSettings | undefined {
  const { quicksight, account, region } = deployment
  return (
    quicksight && {
      ...quicksight,
      ...{ account_id: account, region, prefix: assetPrefix(deployment) },
      ...{
        workgroup: dashboardsWorkgroup(deployment),
        catalog: 'AwsDataCatalog',
        database: databaseName(deployment),
      },
    }
  )
}
