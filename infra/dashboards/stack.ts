import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CustomResource } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { dashboardsWith } from '../../dashboards/dashboards.ts'
import { checkRequests } from '../../dashboards/quicksight/check.ts'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import { filesOf } from '../../dashboards/quicksight/files.ts'
import type { Request } from '../../dashboards/quicksight/request.ts'
import type { QuickSightSettings } from '../../dashboards/quicksight/settings.ts'
import { companyThemes } from '../../dashboards/theme/company.ts'
import { contactAttributes } from '../../sql/contact-attribute.ts'
import { allow } from '../access.ts'
import type { HandlerCode } from '../code.ts'
import type { Deployment } from '../config.ts'
import { handlerConfig } from '../etl/handler-config.ts'
import { knowsViews } from '../etl/permissions.ts'
import { Handler } from '../function.ts'
import type { LakeStack } from '../lake/stack.ts'
import { boundedWorkgroup } from '../lake/workgroup.ts'
import { RESULTS } from '../names.ts'
import { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'
import { deploysDashboards } from './permissions.ts'
import { readerRole } from './reader.ts'

const version = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
    .version

/** All that QuickSight is to have of a deployment. Throws a `LakeError` for what it could not show as meant. */
function requestsOf(
  {
    access = [],
    theme = {},
    contact_attributes,
    etl,
  }: Pick<Deployment, 'access' | 'theme' | 'contact_attributes' | 'etl'>,
  settings: QuickSightSettings,
): readonly Request[] {
  const colours = companyThemes(theme)
  const requests = compileQuickSight({
    ...{ settings, access, colours, version: version() },
    dashboards: dashboardsWith(contactAttributes(contact_attributes)),
    time_zone: etl.time_zone,
  })
  checkRequests(requests)
  return requests
}

const hashOf = (requests: readonly Request[]): string =>
  createHash('sha256')
    .update(JSON.stringify(filesOf(requests)))
    .digest('hex')
    .slice(0, 32)

/**
 * Dashboards in QuickSight, by our own deployer in a function: definitions are too large for templates, and CloudFormation
 * shows viewers whatever was made, good or not, and knows nothing of who uses a column. What it would send is compiled
 * here, too, so that what QuickSight would refuse ends the synthesis.
 */
export class DashboardsStack extends Part {
  constructor(
    scope: Construct,
    deployment: Deployment,
    settings: QuickSightSettings,
    { storage, lake }: { readonly storage: StorageStack; readonly lake: LakeStack },
    code: HandlerCode,
  ) {
    super(
      scope,
      'dashboards',
      deployment,
      'dashboards in QuickSight, and the role by which it reads the lake',
    )
    const workgroup = boundedWorkgroup(this, 'Workgroup', storage, {
      name: settings.workgroup,
      description: 'Questions of QuickSight: results apart from those of analysts, and bounds of their own.',
      results: RESULTS.dashboards,
      cutoff_gb: deployment.lake.dashboards_cutoff_gb,
    })
    const reader = readerRole(this, storage, lake.database, settings.workgroup)
    const config = {
      ...handlerConfig(deployment, storage.key.keyArn),
      quicksight: { ...settings, role_arn: reader.roleArn },
    }
    const hash = hashOf(requestsOf(deployment, settings))
    const { lambda } = new Handler(
      this,
      'Deploy',
      {
        name: 'dashboards',
        description: 'Brings QuickSight to the dashboards of this release.',
        ...{ memory_mb: 1024, timeout_s: 900 },
        environment: { CONNECT_LAKE_CONFIG: this.toJsonString(config), CONNECT_LAKE_DASHBOARDS: hash },
        allowed: [
          knowsViews({ part: this, database: lake.database }),
          ...deploysDashboards(this, settings, reader.roleArn),
          // What it looks at before the first write.
          allow(['athena:GetWorkGroup'], this.arn('athena', `workgroup/${settings.workgroup}`)),
          allow(['s3:ListBucket'], storage.results.bucketArn),
          allow(['iam:GetRole', 'iam:SimulatePrincipalPolicy'], reader.roleArn),
          allow(['cloudwatch:GetMetricData'], '*'),
        ],
      },
      code,
    )
    const deployed = new CustomResource(this, 'Dashboards', {
      serviceToken: lambda.functionArn,
      resourceType: 'Custom::Dashboards',
      properties: { Hash: hash, Version: version() },
    })
    // Before data sets ask by it, and gone after them.
    deployed.node.addDependency(workgroup)
  }
}
