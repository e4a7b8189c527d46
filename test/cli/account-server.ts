import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** An account of AWS as `doctor` sees it; what is not given is as a good one has it. */
export interface World {
  readonly account?: string
  readonly alias?: string
  readonly hasInstance?: boolean
  readonly isBootstrapped?: boolean
  /** ARNs of streams, by the type of storage that leads to them. */
  readonly streams?: Readonly<Record<string, string>>
  /** Quotas that are the account's own, over those of all accounts. */
  readonly quotas?: Readonly<Record<string, number>>
  readonly edition?: string
  /** Where QuickSight was signed up. */
  readonly identityRegion?: string
  /** Roles that the caller may not take, by a part of their names. */
  readonly untaken?: string
  /** Filters of the log group of flows: their destinations, by their names; null where there is no such group. */
  readonly filters?: Readonly<Record<string, string>> | null
  /** Stacks of CloudFormation that are tagged as those of an environment: their environments, by their names. */
  readonly stacks?: Readonly<Record<string, string>>
  /** Resources of stacks: their ids and types, by the names of the stacks. */
  readonly resources?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Buckets beside those of the CDK: the environment of their tag, and the ARN of their key. */
  readonly buckets?: Readonly<Record<string, { readonly environment?: string; readonly key?: string }>>
  /** Statements of the policies of keys, by their ARNs. */
  readonly keys?: Readonly<Record<string, readonly object[]>>
  /** Where live media go: of `MEDIA_STREAMS`. */
  readonly media?: object
  /** What the role of CloudFormation may not do, by a part of the name of the action. */
  readonly undone?: string
  /** Operations that the caller may not ask for. */
  readonly denied?: readonly string[]
}

/** What all accounts have. */
const defaults: Readonly<Record<string, readonly [name: string, value: number][]>> = {
  lambda: [
    ['Function and layer storage', 75],
    ['Concurrent executions', 1000],
  ],
  kinesis: [
    ['Shards per Region', 1000],
    ['On-demand data streams', 50],
  ],
  firehose: [
    ['Dynamic partitions', 500],
    ['Delivery streams', 50],
  ],
}

interface Answer {
  readonly operation: string
  readonly status?: number
  readonly type?: 'xml' | 'json'
  readonly body?: unknown
}

const xml = (operation: string, result: string): Answer => ({
  ...{ operation, type: 'xml' },
  body: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`,
})

const noStack = (operation: string, name: string): Answer => {
  const message = `Stack with id ${name} does not exist`
  const error = `<Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error>`
  return { operation, status: 400, type: 'xml', body: `<ErrorResponse>${error}</ErrorResponse>` }
}

/** CloudFormation, of which a stack is asked for by its name. */
function stackAnswer(operation: string, name: string, { stacks = {}, resources = {} }: World): Answer {
  if (operation === 'ListStackResources') {
    const all = resources[name]
    if (!all) return noStack(operation, name)
    const listed = Object.entries(all).map(([id, type]) => {
      // As CloudFormation has it for what an update left behind.
      const [, left] = /^(.*) left$/.exec(type) ?? []
      return `<member><LogicalResourceId>L</LogicalResourceId><PhysicalResourceId>${id}</PhysicalResourceId><ResourceType>${left ?? type}</ResourceType><ResourceStatus>${left ? 'DELETE_SKIPPED' : 'UPDATE_COMPLETE'}</ResourceStatus></member>`
    })
    return xml(operation, `<StackResourceSummaries>${listed.join('')}</StackResourceSummaries>`)
  }
  const environment = stacks[name]
  if (environment === undefined) return noStack(operation, name)
  const tags = `<Tags><member><Key>connect-lake</Key><Value>${environment}</Value></member></Tags>`
  return xml(
    operation,
    `<Stacks><member><StackName>${name}</StackName><StackStatus>UPDATE_COMPLETE</StackStatus>${tags}</member></Stacks>`,
  )
}

/** What speaks forms and XML: STS, IAM and CloudFormation. */
function formAnswer(form: URLSearchParams, { account = '123456789012', ...world }: World): Answer {
  if (form.get('Action') === 'GetCallerIdentity')
    return xml(
      'GetCallerIdentity',
      `<Arn>arn:aws:sts::${account}:assumed-role/deployer/ada</Arn><Account>${account}</Account><UserId>A:ada</UserId>`,
    )
  const action = form.get('Action') ?? ''
  if (action === 'GetRole') {
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'quicksight.amazonaws.com' } }]
    const trust = encodeURIComponent(JSON.stringify({ Statement }))
    return xml(action, `<Role><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument></Role>`)
  }
  if (action === 'DescribeStacks' || action === 'ListStackResources')
    return stackAnswer(action, form.get('StackName') ?? '', world)
  const listed = (name: string): readonly string[] =>
    [...form.entries()].filter(([key]) => key.startsWith(`${name}.member.`)).map(([, value]) => value)
  const isDenied = (action: string, arn: string): boolean =>
    Boolean(world.untaken && arn.includes(world.untaken)) ||
    Boolean(world.undone && action.includes(world.undone))
  const results = listed('ActionNames').map(action => {
    const each = listed('ResourceArns').map(arn => {
      const decision = isDenied(action, arn) ? 'implicitDeny' : 'allowed'
      return `<member><EvalResourceName>${arn}</EvalResourceName><EvalResourceDecision>${decision}</EvalResourceDecision></member>`
    })
    return `<member><EvalActionName>${action}</EvalActionName><EvalDecision>implicitDeny</EvalDecision><ResourceSpecificResults>${each.join('')}</ResourceSpecificResults></member>`
  })
  return xml(
    'SimulatePrincipalPolicy',
    `<IsTruncated>false</IsTruncated><EvaluationResults>${results.join('')}</EvaluationResults>`,
  )
}

function quotaAnswer(target: string, service: string, { quotas = {} }: World): Answer {
  const operation = target.split('.')[1] ?? ''
  const all = defaults[service] ?? []
  const has = operation === 'ListServiceQuotas' ? all.filter(([name]) => name in quotas) : all
  return {
    operation,
    body: { Quotas: has.map(([QuotaName, value]) => ({ QuotaName, Value: quotas[QuotaName] ?? value })) },
  }
}

/** CloudWatch Logs, of which only filters are asked for. */
function logsAnswer({ filters = {} }: World): Answer {
  const operation = 'DescribeSubscriptionFilters'
  if (!filters) return { operation, status: 400, body: { __type: 'ResourceNotFoundException' } }
  const all = Object.entries(filters)
  return {
    operation,
    body: {
      subscriptionFilters: all.map(([filterName, destinationArn]) => ({ filterName, destinationArn })),
    },
  }
}

/** KMS, of which only the policies of keys are asked for. */
function keyAnswer(KeyId: string, { keys = {} }: World): Answer {
  const operation = 'GetKeyPolicy'
  const Statement = keys[KeyId]
  if (!Statement) return { operation, status: 400, body: { __type: 'NotFoundException' } }
  const Policy = JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement })
  return { operation, body: { PolicyName: 'default', Policy } }
}

/** What speaks targets and JSON: quotas, logs and keys. */
function targetAnswer(target: string, body: string, world: World): Answer {
  const { ServiceCode = '', KeyId = '' } = JSON.parse(body) as { ServiceCode?: string; KeyId?: string }
  if (target.startsWith('Logs_')) return logsAnswer(world)
  if (target.startsWith('AmazonAthena.'))
    return {
      operation: 'GetWorkGroup',
      body: {
        WorkGroup: {
          ...{ Name: 'dashboards', State: 'ENABLED' },
          Configuration: { ResultConfiguration: { OutputLocation: 's3://results/dashboards/' } },
        },
      },
    }
  // No metric of SPICE was ever measured.
  if (target.startsWith('GraniteService')) return { operation: 'GetMetricData', body: {} }
  return target.startsWith('TrentService.')
    ? keyAnswer(KeyId, world)
    : quotaAnswer(target, ServiceCode, world)
}

/** S3, of which only buckets are asked for: who made them, and their keys. */
function bucketAnswer(name: string, isTags: boolean, { buckets = {} }: World): Answer {
  const operation = isTags ? 'GetBucketTagging' : 'GetBucketEncryption'
  const error = (Code: string): Answer => ({
    ...{ operation, status: 404, type: 'xml' },
    body: `<Error><Code>${Code}</Code><Message>none</Message></Error>`,
  })
  const bucket = buckets[name]
  if (!bucket) return error('NoSuchBucket')
  const { environment, key } = bucket
  if (isTags)
    return environment === undefined
      ? error('NoSuchTagSet')
      : {
          ...{ operation, type: 'xml' },
          body: `<Tagging><TagSet><Tag><Key>connect-lake</Key><Value>${environment}</Value></Tag></TagSet></Tagging>`,
        }
  const by = key
    ? `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${key}</KMSMasterKeyID>`
    : '<SSEAlgorithm>AES256</SSEAlgorithm>'
  return {
    ...{ operation, type: 'xml' },
    body: `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>${by}</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`,
  }
}

/** What speaks paths: Connect and QuickSight in JSON, and S3. */
function pathAnswer(method: string, url: URL, world: World): Answer {
  const { pathname } = url
  if (method === 'HEAD')
    return { operation: 'HeadBucket', status: (world.isBootstrapped ?? true) ? 200 : 404 }
  const isTags = url.searchParams.has('tagging')
  if (isTags || url.searchParams.has('encryption'))
    return bucketAnswer(pathname.replaceAll('/', ''), isTags, world)
  if (/^\/instance\/[^/]+\/storage-configs$/.test(pathname)) {
    const type = url.searchParams.get('resourceType') ?? ''
    if (type === 'MEDIA_STREAMS' && world.media) {
      const media = {
        AssociationId: 'm',
        StorageType: 'KINESIS_VIDEO_STREAM',
        KinesisVideoStreamConfig: world.media,
      }
      return { operation: 'ListInstanceStorageConfigs', body: { StorageConfigs: [media] } }
    }
    const stream = world.streams?.[type]
    const config = {
      ...{ AssociationId: 'a', StorageType: 'KINESIS_STREAM' },
      KinesisStreamConfig: { StreamArn: stream },
    }
    return { operation: 'ListInstanceStorageConfigs', body: { StorageConfigs: stream ? [config] : [] } }
  }
  if (pathname.startsWith('/instance/'))
    return (world.hasInstance ?? true)
      ? {
          operation: 'DescribeInstance',
          body: { Instance: { InstanceAlias: world.alias ?? 'acme', InstanceStatus: 'ACTIVE' } },
        }
      : { operation: 'DescribeInstance', status: 404, body: { __type: 'ResourceNotFoundException' } }
  if (pathname.startsWith('/account/')) {
    if (world.identityRegion) {
      const message = `Operation is being called from endpoint eu-west-2, but your identity region is ${world.identityRegion}.`
      return {
        operation: 'DescribeAccountSubscription',
        ...{ status: 403, body: { __type: 'AccessDeniedException', Message: message, message } },
      }
    }
    return {
      operation: 'DescribeAccountSubscription',
      body: {
        AccountInfo: {
          Edition: world.edition ?? 'ENTERPRISE',
          AccountSubscriptionStatus: 'ACCOUNT_CREATED',
        },
      },
    }
  }
  if (/^\/accounts\/\d+\/namespaces\/[^/]+$/.test(pathname))
    return { operation: 'DescribeNamespace', body: { Namespace: { Name: 'default' } } }
  // No asset of QuickSight is there.
  return { operation: pathname, status: 404, body: { __type: 'ResourceNotFoundException' } }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

/** Plays the account on a loopback address until the tests of the file are over; gives what a process needs to ask it. */
export async function accountServer(world: World): Promise<Readonly<Record<string, string>>> {
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const body = await bodyOf(request)
    const target = headers['x-amz-target']
    const answer =
      typeof target === 'string'
        ? targetAnswer(target, body, world)
        : method === 'POST'
          ? formAnswer(new URLSearchParams(body), world)
          : pathAnswer(method, new URL(url, 'http://aws'), world)
    const { operation, status = 200, type = 'json', body: said } = answer
    if (world.denied?.includes(operation)) {
      const error =
        type === 'xml'
          ? '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not yours</Message></Error></ErrorResponse>'
          : JSON.stringify({ __type: 'AccessDeniedException', message: 'not yours' })
      response.writeHead(403, { 'content-type': `application/${type}` }).end(method === 'HEAD' ? '' : error)
      return
    }
    const named = (said as { __type?: string } | undefined)?.__type
    response
      .writeHead(status, {
        'content-type': `application/${type}`,
        ...(named && { 'x-amzn-errortype': named }),
      })
      .end(typeof said === 'string' ? said : JSON.stringify(said))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  afterAll(() => void server.close())
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}
