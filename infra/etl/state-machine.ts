/**
 * The state machine that runs the job, in Amazon States Language: plan → transform, one batch a worker → publish → derive
 * → views → refresh. A pure function, so that it is executed in tests by an interpreter as it is deployed by CloudFormation.
 */

/** What the steps call, and where a map finds its items. */
export interface JobSteps {
  /** ARNs of the handlers, each the name of its file under `etl/handlers`. */
  readonly functions: {
    readonly plan: string
    readonly transform: string
    readonly publish: string
    readonly derive: string
    readonly views: string
    /** Only where dashboards are deployed. */
    readonly refresh?: string | undefined
  }
  /** Where the lake lies; the plan names keys within it. */
  readonly lake: {
    readonly bucket: string /** Without slashes at its ends; '' for none. */
    readonly prefix: string
  }
  /** Workers at once. */
  readonly concurrency: number
}

type State = Readonly<Record<string, unknown>>

/** A definition as JSON has it. */
export interface StateMachineDefinition {
  readonly Comment: string
  readonly StartAt: string
  readonly TimeoutSeconds: number
  readonly States: Readonly<Record<string, State>>
}

/** The longest that a function may run, and a little for its start. */
const STEP_TIMEOUT_S = 960
/** A run that takes longer hangs: all batches of a day, a few at a time, take far less. */
const RUN_TIMEOUT_S = 6 * 3600

/** What passes: Lambda was busy or broken. Only one publishes at a time, so whoever waits for it waits longest. */
const busy = {
  ErrorEquals: [
    'Lambda.TooManyRequestsException',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
  ],
  IntervalSeconds: 5,
  MaxAttempts: 8,
  BackoffRate: 2,
  MaxDelaySeconds: 300,
  JitterStrategy: 'FULL',
} as const

/** All else, among it what S3 and Glue refused for a while: every step may be repeated. */
const failed = {
  ErrorEquals: ['States.ALL'],
  IntervalSeconds: 15,
  MaxAttempts: 2,
  BackoffRate: 3,
  JitterStrategy: 'FULL',
} as const

/**
 * A step that calls a handler.
 * @param payload what it is told, as paths of the run's state
 * @param result  where its answer goes and what of it is kept; without it nothing is
 */
const call = (
  functionArn: string,
  payload: Readonly<Record<string, unknown>>,
  result?: { readonly at: string; readonly keeps: Readonly<Record<string, string>> },
): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: functionArn, ...payload },
  TimeoutSeconds: STEP_TIMEOUT_S,
  Retry: [busy, failed],
  ...(result && { ResultSelector: result.keeps }),
  ResultPath: result?.at ?? null,
})

/** What is shown is as good without this step: it goes on, and the run says at its end that it failed. */
const goOn = (step: string, next: string): State => ({
  Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: `$.failed.${step}`, Next: next }],
  Next: next,
})

/**
 * What became of the batches of each run, below this in the lake, until it is swept a week later. Not in the folder of the
 * run, which is gone when the run is published.
 */
export const MAP_RESULTS = '_staged/results'

/** The map over the batches of the plan. What a batch meets is no other's business: what no worker could read is found again. */
const transform = ({ functions, lake, concurrency }: JobSteps): State => ({
  Type: 'Map',
  Label: 'Transform',
  MaxConcurrency: concurrency,
  ToleratedFailurePercentage: 100,
  ItemReader: {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON' },
    Parameters: {
      Bucket: lake.bucket,
      'Key.$':
        lake.prefix === '' ? '$.plan.items_key' : `States.Format('${lake.prefix}/{}', $.plan.items_key)`,
    },
  },
  ItemProcessor: {
    // Not EXPRESS: that ends after five minutes, and a batch may take fifteen.
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'TransformBatch',
    States: {
      TransformBatch: { ...call(functions.transform, { 'Payload.$': '$' }), End: true },
    },
  },
  // Without it Step Functions collects what all batches give, and fails above 256 KiB (States.DataLimitExceeded).
  ResultWriter: {
    Resource: 'arn:aws:states:::s3:putObject',
    Parameters: {
      Bucket: lake.bucket,
      'Prefix.$': `States.Format('${lake.prefix === '' ? '' : `${lake.prefix}/`}${MAP_RESULTS}/{}', $.plan.run)`,
    },
  },
  ResultPath: null,
  Next: 'Publish',
})

/**
 * The definition. Input: what `plan` takes, `{}` or `{ "audit": true }`. A run whose `Plan` or `Publish` failed is continued
 * by redrive; what other failures left is made good by the next run.
 */
export function stateMachine(steps: JobSteps): StateMachineDefinition {
  const { functions } = steps
  const afterViews = functions.refresh === undefined ? 'WasAllDone' : 'Refresh'
  return {
    Comment: 'Takes what Amazon Connect delivered into the lake.',
    StartAt: 'Begin',
    TimeoutSeconds: RUN_TIMEOUT_S,
    States: {
      Begin: {
        Type: 'Pass',
        Comment: 'What was asked, and a place for what will have failed.',
        Parameters: { 'asked.$': '$', failed: {} },
        Next: 'Plan',
      },
      Plan: {
        ...call(
          functions.plan,
          { 'Payload.$': '$.asked' },
          {
            at: '$.plan',
            keeps: {
              'run.$': '$.Payload.run',
              'batches.$': '$.Payload.batches',
              'items_key.$': '$.Payload.items_key',
            },
          },
        ),
        Next: 'IsAnythingNew',
      },
      IsAnythingNew: {
        Type: 'Choice',
        Choices: [{ Variable: '$.plan.batches', NumericGreaterThan: 0, Next: 'Transform' }],
        // It ends the run in the lake, and brings the catalogs to the log.
        Default: 'Publish',
      },
      Transform: transform(steps),
      Publish: {
        ...call(
          functions.publish,
          { Payload: { 'run.$': '$.plan.run' } },
          { at: '$.published', keeps: { 'missing.$': 'States.ArrayLength($.Payload.missing)' } },
        ),
        Next: 'Derive',
      },
      Derive: { ...call(functions.derive, { Payload: {} }), ...goOn('derive', 'Views') },
      Views: { ...call(functions.views, { Payload: {} }), ...goOn('views', afterViews) },
      ...(functions.refresh !== undefined && {
        Refresh: {
          ...call(
            functions.refresh,
            { Payload: {} },
            { at: '$.refreshed', keeps: { 'failed.$': 'States.ArrayLength($.Payload.failed)' } },
          ),
          ...goOn('refresh', 'WasAllDone'),
        },
      }),
      WasAllDone: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.published.missing', NumericGreaterThan: 0, Next: 'BatchesMissing' },
          {
            Or: ['derive', 'views', ...(functions.refresh === undefined ? [] : ['refresh'])].map(step => ({
              Variable: `$.failed.${step}`,
              IsPresent: true,
            })),
            Next: 'StepFailed',
          },
          // Where Refresh failed itself nothing was counted.
          ...(functions.refresh === undefined
            ? []
            : [
                {
                  And: [
                    { Variable: '$.refreshed', IsPresent: true },
                    { Variable: '$.refreshed.failed', NumericGreaterThan: 0 },
                  ],
                  Next: 'DataSetsStale',
                },
              ]),
        ],
        Default: 'Done',
      },
      BatchesMissing: {
        Type: 'Fail',
        Error: 'BatchesMissing',
        Cause:
          'No worker could read some batches; all others are published. The next run finds them again: docs/runbook.md#batches-missing',
      },
      StepFailed: {
        Type: 'Fail',
        Error: 'StepFailed',
        Cause:
          'Contacts are published; a step behind it failed, see the input of this state. The next run makes it good: docs/runbook.md#run-failed',
      },
      ...(functions.refresh !== undefined && {
        DataSetsStale: {
          Type: 'Fail',
          Error: 'DataSetsStale',
          Cause:
            'All is in the lake; QuickSight could not read some data sets anew, and shows what it had. The log of refresh says which and why: docs/runbook.md#refresh-failed',
        },
      }),
      Done: { Type: 'Succeed' },
    },
  }
}
