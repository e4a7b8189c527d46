import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { CfnPrincipalPermissions } from 'aws-cdk-lib/aws-lakeformation'
import { Architecture, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { allow, roleFor, usesKey } from '../access.ts'
import type { HandlerCode } from '../code.ts'
import type { Deployment } from '../config.ts'
import { quickSightOf } from '../dashboards/settings.ts'
import { Handler } from '../function.ts'
import { inTurn } from '../lake/grants.ts'
import type { LakeStack } from '../lake/stack.ts'
import { LAKE, nameOf } from '../names.ts'
import { Part } from '../part.ts'
import type { StorageStack } from '../storage/stack.ts'
import { Backfill } from './backfill.ts'
import { grantLocation } from './data-location.ts'
import { handlerConfig } from './handler-config.ts'
import { grantManaged, type ManagedLake } from './managed-lake.ts'
import { type JobPlace, permissions, SHOWING } from './permissions.ts'
import { PUBLISHERS } from './reserved.ts'
import { MAP_RESULTS, stateMachine } from './state-machine.ts'

/** The most that Lambda gives. */
const LONGEST_S = 900

type Step = keyof typeof permissions
/** Steps of every run; data sets are refreshed where there are dashboards. */
type Called = Exclude<Step, 'arrived' | 'refresh' | 'collect' | 'import'>
const about: Readonly<Record<Step, string>> = {
  plan: 'Finds what is new on the raw side, and writes down who is to read what.',
  transform: 'Reads one batch of raw objects into the lake, unseen.',
  publish: 'Commits what was read, and brings Glue to what is committed. One at a time.',
  derive: 'Brings derived tables to what is committed.',
  views: 'Brings the views of Athena to those of this release.',
  refresh: 'Has QuickSight read anew what changed.',
  arrived: 'Takes in what arrived, a small run.',
  collect: 'Removes files of the lake that no kept commit needs.',
  import: 'Puts contact records of the managed analytics data lake on the raw side.',
}

/**
 * The job: functions, the state machine that calls them, and what starts it. Nothing in it is kept: it can be removed and
 * made anew, and goes on where it was, for what it knows lies in the lake.
 */
export class EtlStack extends Part {
  readonly machine: StateMachine
  /** Its ARN, by its name. */
  readonly machineArn: string
  readonly handlers: Readonly<Partial<Record<Step, Handler>>>
  /** Starts that EventBridge Scheduler could not make. */
  readonly deadStarts: Queue

  constructor(
    scope: Construct,
    deployment: Deployment,
    storage: StorageStack,
    lake: LakeStack,
    code: HandlerCode,
  ) {
    super(scope, 'etl', deployment, 'the job: raw objects into the lake')
    const { etl } = deployment
    const place = {
      ...{ part: this, storage, database: lake.database, workgroup: lake.workgroup },
      merges_by_athena: etl.merge_mb !== undefined,
    }
    const layer = new LayerVersion(this, 'DuckDB', {
      description: 'DuckDB for Node on arm64.',
      code: code.layer(),
      compatibleArchitectures: [Architecture.ARM_64],
      compatibleRuntimes: [Runtime.NODEJS_24_X],
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const config = handlerConfig(deployment, storage.key.keyArn)
    const environment = {
      CONNECT_LAKE_CONFIG: JSON.stringify(config),
      // The only folder of Lambda that can be written to.
      XDG_CACHE_HOME: '/tmp/cache',
    }
    const handler = (name: Step, at_once?: number): Handler =>
      new Handler(
        this,
        `Step-${name}`,
        {
          ...{ name, description: about[name], allowed: permissions[name](place), environment, traced: true },
          ...{ memory_mb: etl.memory_mb, disk_mb: etl.disk_mb, timeout_s: LONGEST_S, layer },
          ...(at_once !== undefined && { at_once }),
        },
        code,
      )
    /** A step that asks others and waits, in less memory. Without a layer it has no engine, and reads no rows. */
    const asking = (name: Step, memory_mb: number, settings: object = {}, engine?: LayerVersion): Handler =>
      new Handler(
        this,
        `Step-${name}`,
        {
          ...{ name, description: about[name], allowed: permissions[name](place), traced: true },
          ...{ memory_mb, timeout_s: LONGEST_S, ...(engine && { layer: engine }) },
          environment: {
            ...environment,
            CONNECT_LAKE_CONFIG: JSON.stringify({ ...config, ...settings }),
          },
        },
        code,
      )
    const quicksight = quickSightOf(deployment)
    const steps = {
      plan: handler('plan'),
      transform: handler('transform'),
      publish: handler('publish', PUBLISHERS),
      derive: handler('derive'),
      views: asking('views', 512),
      ...(quicksight && {
        refresh: asking('refresh', 1024, { quicksight, memory_mb: 512, lanes: 1 }, layer),
      }),
    }
    this.machine = this.#machine(steps, storage)
    this.machineArn = this.arn('states', `stateMachine:${nameOf(deployment, 'job')}`)
    this.deadStarts = new Queue(this, 'DeadStarts', {
      queueName: nameOf(deployment, 'starts-dead'),
      ...{ encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) },
    })
    const machine = this.machine.stateMachineArn
    const run = { does: 'Starts the job', action: 'states:StartExecution', arn: machine }
    const collect = asking('collect', 1024)
    this.#schedule('Run', run, etl.schedule, {})
    this.#schedule('Audit', run, etl.audit, { audit: true })
    this.#schedule(
      'Collect',
      { does: 'Collects the lake', action: 'lambda:InvokeFunction', arn: collect.lambda.functionArn },
      etl.collect,
      { keep_days: etl.keep_days },
    )
    const imported = etl.managed_lake && this.#imported(etl.managed_lake, asking)
    const all = { ...steps, collect, ...(imported && { import: imported }) }
    this.handlers = etl.arrivals ? { ...all, arrived: this.#arrived(handler('arrived')) } : all
    const container = etl.backfill && new Backfill(this, 'Backfill', etl.backfill, place, config)
    inTurn([...this.#managed(), ...this.#location(place, container)])
  }

  /** What Lake Formation has to let the import read. */
  #managed(): readonly CfnPrincipalPermissions[] {
    const { managed_lake } = this.deployment.etl
    const { import: imported } = this.handlers
    return managed_lake?.grant && imported ? grantManaged(this, imported.role.roleArn, managed_lake) : []
  }

  /** Where the place of the lake is registered, who shows the lake needs a right to it. */
  #location(place: JobPlace, container: Backfill | undefined): readonly CfnPrincipalPermissions[] {
    if (!this.deployment.lake.readers) return []
    const showing = SHOWING.flatMap(step => {
      const handler = this.handlers[step]
      return handler ? [[step, handler.role.roleArn] as const] : []
    })
    return grantLocation(place, {
      ...Object.fromEntries(showing),
      ...(container && { backfill: container.role.roleArn }),
    })
  }

  /** The second source: read each night, and taken in by the run that follows. */
  #imported(
    { schedule, days, database, table }: ManagedLake,
    asking: (name: 'import', memory_mb: number, settings: object) => Handler,
  ): Handler {
    // A day of contacts is zipped in memory.
    const handler = asking('import', 1769, { managed_lake: { database, table } })
    const { functionArn } = handler.lambda
    const target = {
      does: 'Imports what the managed lake has',
      action: 'lambda:InvokeFunction',
      arn: functionArn,
    }
    this.#schedule('Import', target, schedule, { days })
    return handler
  }

  #machine(
    { refresh, ...steps }: Readonly<Record<Called, Handler>> & { readonly refresh?: Handler },
    storage: StorageStack,
  ): StateMachine {
    const stateMachineName = nameOf(this.deployment, 'job')
    const called = [...Object.values(steps), ...(refresh ? [refresh] : [])]
    const arns = called.map(({ lambda }) => lambda.functionArn)
    // By name: a map starts executions of the machine that it is in.
    const own = this.arn('states', `stateMachine:${stateMachineName}`)
    const runs = [`execution:${stateMachineName}/*`, `mapRun:${stateMachineName}/*`].map(each =>
      this.arn('states', each),
    )
    const role = roleFor(this, 'JobRole', 'states.amazonaws.com', [
      allow(['lambda:InvokeFunction'], ...arns),
      allow(['states:StartExecution'], own),
      allow(['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'], ...runs),
      allow(['s3:GetObject'], storage.lake.arnForObjects(`${LAKE}/_staged/*`)),
      allow(
        ['s3:PutObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
        storage.lake.arnForObjects(`${LAKE}/${MAP_RESULTS}/*`),
      ),
      usesKey(storage.key.keyArn),
    ])
    const log = new LogGroup(this, 'JobLog', {
      logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
      retention: Number(this.deployment.etl.log_days) as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const definition = stateMachine({
      functions: {
        plan: steps.plan.lambda.functionArn,
        transform: steps.transform.lambda.functionArn,
        publish: steps.publish.lambda.functionArn,
        derive: steps.derive.lambda.functionArn,
        views: steps.views.lambda.functionArn,
        refresh: refresh?.lambda.functionArn,
      },
      lake: { bucket: storage.lake.bucketName, prefix: LAKE },
      concurrency: this.deployment.etl.concurrency,
    })
    return new StateMachine(this, 'Job', {
      stateMachineName,
      comment: definition.Comment,
      definitionBody: DefinitionBody.fromString(this.toJsonString(definition)),
      role,
      tracingEnabled: true,
      logs: { destination: log, level: LogLevel.ALL, includeExecutionData: true },
    })
  }

  #schedule(
    id: string,
    target: { readonly does: string; readonly action: string; readonly arn: string },
    expression: string,
    input: object,
  ): void {
    const at = new Construct(this, id)
    const role = roleFor(at, 'Role', 'scheduler.amazonaws.com', [
      allow([target.action], target.arn),
      allow(['sqs:SendMessage'], this.deadStarts.queueArn),
    ])
    new CfnSchedule(at, 'Schedule', {
      name: nameOf(this.deployment, id.toLowerCase()),
      description: `${target.does} of connect-lake ${this.deployment.environment}.`,
      scheduleExpression: expression,
      scheduleExpressionTimezone: this.deployment.etl.time_zone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.arn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        deadLetterConfig: { arn: this.deadStarts.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
    })
  }

  /** Small runs: many messages become one call, and what one call cannot do is not given to more than another one. */
  #arrived(handler: Handler): Handler {
    // By its name: a queue that is imported could not be switched off again, for the storage is deployed before this.
    const queue = Queue.fromQueueArn(this, 'Arrivals', this.arn('sqs', nameOf(this.deployment, 'arrivals')))
    handler.lambda.addEventSource(
      new SqsEventSource(queue, {
        batchSize: 1000,
        maxBatchingWindow: Duration.minutes(5),
        maxConcurrency: 2,
      }),
    )
    return handler
  }
}
