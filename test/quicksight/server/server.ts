import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { normalised } from './normalised.ts'
import { operations } from './operations.ts'
import { type Input, operationOf, refusalOf } from './routes.ts'
import { type AssetError, ServiceError, type State } from './state.ts'

/** What is to go wrong with the next requests of an operation. */
export interface Order {
  /** An error at once. */
  readonly throw?: string
  readonly message?: string
  /** The work is done, and the answer is lost. */
  readonly lost?: true
  /** What fails later. */
  readonly errors?: readonly AssetError[]
  readonly ingestion?: AssetError
  /** So many lists and descriptions do not show yet what was made; of kinds whose updates make versions. */
  readonly late?: number
  /** How many requests; one unless given. */
  readonly times?: number
}

export interface Call {
  readonly operation: string
  readonly input: Input
}

/** A QuickSight on loopback: it keeps what it is given, and checks it by the service's own model. */
export interface QuickSightServer {
  readonly url: string
  readonly state: State
  /** All requests, in their order. */
  readonly calls: Call[]
  /** Those that change something. */
  writes(): readonly string[]
  next(operation: string, order: Order): void
  stop(): Promise<void>
}

const READS = /^(?:Describe|List)/
/** Operations that are answered in the identity region only. */
const OF_PEOPLE = /^(?:\w+Group|ListGroups|DescribeUser|DescribeAccountSubscription)$/

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

function answer(response: ServerResponse, status: number, body: object, error?: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(error && { 'x-amzn-errortype': error }),
  })
  response.end(JSON.stringify(body))
}

/** Starts one. `pending` is how many descriptions something stays in the making. */
export async function startQuickSight(
  place: { account_id: string; region: string; identity_region: string },
  pending = 1,
): Promise<QuickSightServer> {
  const state: State = {
    ...place,
    normalises: false,
    edition: 'ENTERPRISE',
    assets: new Map(),
    groups: new Map(),
    users: new Set(['ann']),
    members: new Map(),
    properties: new Map(),
    schedules: new Map(),
    ingestions: new Map(),
  }
  const calls: Call[] = []
  const orders = new Map<string, Order[]>()

  function done(operation: string, input: Input, order: Order, region: string): object {
    if (OF_PEOPLE.test(operation) && region !== state.identity_region)
      throw new ServiceError(
        'AccessDeniedException',
        `Operation is being called from endpoint ${region}, but your identity region is ${state.identity_region}. Please use the ${state.identity_region} endpoint.`,
      )
    if (order.throw) throw new ServiceError(order.throw, order.message ?? 'as ordered')
    if (input.AwsAccountId !== undefined && input.AwsAccountId !== state.account_id)
      throw new ServiceError('AccessDeniedException', `Account ${input.AwsAccountId} is another one`)
    const refusal = refusalOf(operation, input)
    if (refusal !== undefined) throw new ServiceError('InvalidParameterValueException', refusal)
    const work = operations[operation]
    if (!work) throw new ServiceError('InternalFailureException', `${operation} is not played here`)
    const fate = {
      errors: order.errors ?? [],
      pending,
      late: order.late ?? 0,
      ...(order.ingestion && { ingestion: order.ingestion }),
    }
    const done = work(state, input, fate)
    const result = state.normalises && /^Describe/.test(operation) ? (normalised(done) as object) : done
    if (order.lost) throw new ServiceError('InternalFailureException', 'the answer is lost')
    return result
  }

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const asked = operationOf(request.method ?? '', request.url ?? '', body)
    if (!asked)
      return answer(
        response,
        404,
        { Message: `${request.method} ${request.url}` },
        'UnknownOperationException',
      )
    const { operation, input } = asked
    calls.push(asked)
    const order = orders.get(operation)?.shift() ?? {}
    // The signature names the region.
    const region = /\/(\w+-[\w-]+-\d)\/quicksight\//.exec(request.headers.authorization ?? '')?.[1] ?? ''
    try {
      answer(response, 200, {
        RequestId: String(calls.length),
        ...done(operation, structuredClone(input), order, region),
      })
    } catch (error) {
      const { name, message, status = 500 } = error as ServiceError
      answer(response, status, { Message: message, RequestId: String(calls.length) }, name)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    calls,
    writes: () => calls.map(({ operation }) => operation).filter(operation => !READS.test(operation)),
    next(operation, order) {
      orders.set(operation, [
        ...(orders.get(operation) ?? []),
        ...Array.from({ length: order.times ?? 1 }, () => order),
      ])
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
