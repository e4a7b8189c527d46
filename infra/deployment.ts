import { App } from 'aws-cdk-lib'
import type { Table } from '../schema/table.ts'
import { tables } from '../schema/tables.ts'
import type { HandlerCode } from './code.ts'
import type { Deployment } from './config.ts'
import { quickSightOf } from './dashboards/settings.ts'
import { DashboardsStack } from './dashboards/stack.ts'
import { EtlStack } from './etl/stack.ts'
import { IngestStack } from './ingest/stack.ts'
import { LakeStack } from './lake/stack.ts'
import { LiveStack } from './live/stack.ts'
import { explain } from './nag/reasons.ts'
import { StorageStack } from './storage/stack.ts'
import { WatchStack } from './watch/stack.ts'

/** The stacks of a deployment, in the order in which they need each other. */
export interface Stacks {
  readonly app: App
  readonly storage: StorageStack
  readonly ingest: IngestStack
  readonly lake: LakeStack
  readonly etl: EtlStack
  readonly watch: WatchStack
  /** Where the deployment has rules. */
  readonly live: LiveStack | undefined
  /** Where the deployment has QuickSight. */
  readonly dashboards: DashboardsStack | undefined
}

/** How CDK behaves, whoever calls it: what it does by default is for projects older than these. */
const context = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/aws-s3:createDefaultLoggingPolicy': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  // It knows that one limit of several, and no remedy: see synthesizer.ts.
  '@aws-cdk/core:stackResourceLimit': 0,
  // What the validator of CloudFormation finds ends the synthesis.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
}

/**
 * An app that deploys the whole system into one account and region.
 * @param code  where the code of functions is
 * @param shown tables of the lake; all of them, but for tests of what a change changes
 */
export function deployed(
  deployment: Deployment,
  code: HandlerCode,
  outdir?: string,
  shown: readonly Table[] = Object.values(tables),
): Stacks {
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    // Not of the machine that synthesises: the same deployment gives the same templates.
    analyticsReporting: false,
    context,
  })
  const storage = new StorageStack(app, deployment)
  const ingest = new IngestStack(app, deployment, storage, code)
  const lake = new LakeStack(app, deployment, storage, shown, code)
  const etl = new EtlStack(app, deployment, storage, lake, code)
  const live = deployment.live && new LiveStack(app, deployment, { storage, ingest }, code)
  const settings = quickSightOf(deployment)
  const dashboards = settings && new DashboardsStack(app, deployment, settings, { storage, lake }, code)
  const watch = new WatchStack(app, { storage, ingest, etl, live })
  // What it watches and reads is named, not imported: an option that is switched off takes a stream or a function away, which a
  // stack that imports it would forbid. So what comes first is said here.
  live?.addStackDependency(ingest)
  // Of the place of the lake a right can be granted once it is registered.
  if (deployment.lake.readers) etl.addStackDependency(lake)
  for (const watched of [storage, ingest, etl, ...(live ? [live] : [])]) watch.addStackDependency(watched)
  explain(app.node.children)
  return { app, storage, ingest, lake, etl, watch, live, dashboards }
}
