import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib'
import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'
import { Architecture, Function as Lambda, type LayerVersion, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { LakeError } from '../schema/error.ts'
import { allow, roleFor } from './access.ts'
import type { HandlerCode } from './code.ts'
import { deploymentName, nameOf } from './names.ts'
import type { Part } from './part.ts'

/** What a handler needs to run. */
export interface HandlerNeeds {
  /** The name of its file. */
  readonly name: string
  readonly description: string
  readonly allowed: readonly PolicyStatement[]
  readonly environment?: Readonly<Record<string, string>>
  readonly memory_mb: number
  readonly disk_mb?: number
  readonly timeout_s: number
  /** How many run at once; undefined for as many as are called. */
  readonly at_once?: number
  readonly layer?: LayerVersion
  /** Whether its calls are in traces of X-Ray: those of a sample, one a second at most and five of a hundred more. */
  readonly traced?: boolean
}

/** What Lambda takes, names and values. */
const MOST_ENVIRONMENT_BYTES = 4096

/** Throws where settings are too many for Lambda. What is not known before it is deployed counts as its reference. */
function checkEnvironment(part: Part, { name, environment = {} }: HandlerNeeds): void {
  const texts = Object.entries(environment).flatMap(([key, value]) => {
    const whole = part.resolve(value) as
      | string
      | { readonly 'Fn::Join': readonly [string, readonly unknown[]] }
    const parts = typeof whole === 'string' ? [whole] : whole['Fn::Join'][1]
    return [key, ...parts.map(each => (typeof each === 'string' ? each : JSON.stringify(each)))]
  })
  const bytes = Buffer.byteLength(texts.join(''))
  if (bytes <= MOST_ENVIRONMENT_BYTES) return
  throw new LakeError({
    what: `the settings of the function ${name} are larger than Lambda takes`,
    value: `about ${bytes} bytes`,
    allowed: `${MOST_ENVIRONMENT_BYTES} bytes`,
    remedy:
      'shorten what is long: live.rules, business hours, theme, or access, whose rules the lake keeps when they are deployed with connect-lake views apply and left out here',
  })
}

/** A handler as a function of Lambda, with a role and a log of its own. */
export class Handler extends Construct {
  readonly lambda: Lambda
  readonly role: Role
  /** Known before it is made. */
  readonly functionName: string

  constructor(part: Part, id: string, needs: HandlerNeeds, code: HandlerCode) {
    super(part, id)
    // Of several deployments in one account each has metrics of its own.
    const environment = { POWERTOOLS_SERVICE_NAME: deploymentName(part.deployment), ...needs.environment }
    checkEnvironment(part, { ...needs, environment })
    const functionName = nameOf(part.deployment, needs.name)
    this.functionName = functionName
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: Number(part.deployment.etl.log_days) as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    // By name: a role that waits for its log, and a log that waits for nothing.
    const streams = part.arn('logs', `log-group:/aws/lambda/${functionName}:*`)
    this.role = roleFor(this, 'Role', 'lambda.amazonaws.com', [
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], streams),
      ...needs.allowed,
    ])
    this.lambda = new Lambda(this, 'Function', {
      functionName,
      description: needs.description,
      code: code.handler(needs.name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role: this.role,
      logGroup: log,
      memorySize: needs.memory_mb,
      ...(needs.disk_mb !== undefined && { ephemeralStorageSize: Size.mebibytes(needs.disk_mb) }),
      timeout: Duration.seconds(needs.timeout_s),
      // Adds to the role what is needed to send segments.
      ...(needs.traced && { tracing: Tracing.ACTIVE }),
      ...(needs.at_once !== undefined && { reservedConcurrentExecutions: needs.at_once }),
      ...(needs.layer && { layers: [needs.layer] }),
      environment,
    })
  }
}
