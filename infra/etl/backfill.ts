import { RemovalPolicy } from 'aws-cdk-lib'
import { CfnCluster, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs'
import type { Role } from 'aws-cdk-lib/aws-iam'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { allow, roleFor } from '../access.ts'
import type { Deployment } from '../config.ts'
import { nameOf } from '../names.ts'
import { configOn, type HandlerConfig } from './handler-config.ts'
import { type JobPlace, permissions } from './permissions.ts'

/** What Fargate gives with so many processors, MB. */
const MEMORY_MB = { '2': 16_384, '4': 30_720, '8': 61_440, '16': 122_880 } as const
/** Disk, GB: two batches, and what is made of them. */
const DISK_GB = 100

type Wanted = NonNullable<Deployment['etl']['backfill']>

/**
 * The job in a container, for years of raw objects at once: the same run as of the command line, with no fifteen minutes
 * about it. Nothing runs, and costs, until somebody starts it: `connect-lake backfill --container` prints how.
 */
export class Backfill extends Construct {
  /** In whose name the container works. */
  readonly role: Role

  constructor(scope: Construct, id: string, wanted: Wanted, place: JobPlace, config: HandlerConfig) {
    super(scope, id)
    const { part } = place
    const name = nameOf(part.deployment, 'backfill')
    new CfnCluster(this, 'Cluster', {
      clusterName: name,
      clusterSettings: [{ name: 'containerInsights', value: 'enabled' }],
    })
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/connect-lake/${name}`,
      retention: Number(part.deployment.etl.log_days) as RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.role = roleFor(this, 'TaskRole', 'ecs-tasks.amazonaws.com', permissions.arrived(place))
    const [, ofAccount = '', ofRegion = '', repository = ''] =
      /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)/.exec(wanted.image) ?? []
    const start = roleFor(this, 'StartRole', 'ecs-tasks.amazonaws.com', [
      allow(
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        part.arn('logs', `log-group:/connect-lake/${name}:*`),
      ),
      ...(repository === ''
        ? []
        : [
            allow(
              ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
              `arn:${part.partition}:ecr:${ofRegion}:${ofAccount}:repository/${repository}`,
            ),
            // A token is for all registries of an account: it names none.
            allow(['ecr:GetAuthorizationToken'], '*'),
          ]),
    ])
    // A worker's would have the engine use a twentieth of what is there.
    const own = configOn(config, {
      memory_mb: MEMORY_MB[wanted.vcpu],
      disk_mb: DISK_GB * 1024,
      processors: Number(wanted.vcpu),
    })
    new CfnTaskDefinition(this, 'Task', {
      family: name,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
      cpu: String(Number(wanted.vcpu) * 1024),
      memory: String(MEMORY_MB[wanted.vcpu]),
      ephemeralStorage: { sizeInGiB: DISK_GB },
      taskRoleArn: this.role.roleArn,
      executionRoleArn: start.roleArn,
      containerDefinitions: [
        {
          name: 'job',
          image: wanted.image,
          essential: true,
          readonlyRootFilesystem: false,
          environment: [{ name: 'CONNECT_LAKE_CONFIG', value: JSON.stringify(own) }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              ...{ 'awslogs-group': log.logGroupName, 'awslogs-region': part.region },
              'awslogs-stream-prefix': 'job',
            },
          },
        },
      ],
    })
  }
}
