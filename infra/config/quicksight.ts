import { quickSightSettings } from '../../dashboards/quicksight/settings.ts'

/** The section `quicksight` of a deployment: that of the command line, but for what the stacks know by themselves. */
export const quicksight = quickSightSettings
  .omit({
    ...{ account_id: true, region: true, prefix: true },
    ...{ workgroup: true, catalog: true, database: true, role_arn: true },
  })
  .describe(
    'Has dashboards deployed to QuickSight, and data sets refreshed after each run (default: none). Account, region, database, workgroup, role and what ids begin with are those of the deployment.',
  )
