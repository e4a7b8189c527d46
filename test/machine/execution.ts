import type { StateMachineDefinition } from '../../infra/etl/state-machine.ts'
import { ACCOUNT, ask, until } from './ministack.ts'

/** How an execution of a state machine ended. */
export interface Execution {
  readonly status: string
  /** Of one that failed. */
  readonly error?: string
  readonly cause?: string
  /** What the map over the batches counted; undefined where there was nothing to map. */
  readonly items: { readonly total: number; readonly succeeded: number; readonly failed: number } | undefined
  /** Functions that were called, in the order of their calls, those of the map left out. */
  readonly entered: readonly string[]
  /** The state that was entered last, and what it was given. */
  readonly last: { readonly name: string; readonly input: object }
}

const states = (operation: string, body: object) => ask('states', `AWSStepFunctions.${operation}`, body)

/** Makes a state machine; gives its ARN. */
export async function createMachine(name: string, definition: object): Promise<string> {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/${name}`
  const made = await states('CreateStateMachine', { name, definition: JSON.stringify(definition), roleArn })
  return made.stateMachineArn as string
}

/** Starts an execution, and does not wait for it. */
export async function started(stateMachineArn: string, input: object): Promise<string> {
  const { executionArn } = await states('StartExecution', { stateMachineArn, input: JSON.stringify(input) })
  return executionArn as string
}

/** Waits for the end of an execution. */
export async function ended(executionArn: string): Promise<Execution> {
  const look = () => states('DescribeExecution', { executionArn })
  const found = await until(look, ({ status }) => status !== 'RUNNING', 240)
  const { mapRuns } = await states('ListMapRuns', { executionArn })
  const [map] = mapRuns as { mapRunArn: string }[]
  const { itemCounts } = map ? await states('DescribeMapRun', { mapRunArn: map.mapRunArn }) : {}
  const { events } = await states('GetExecutionHistory', { executionArn, maxResults: 1000 })
  const entered = (events as { stateEnteredEventDetails?: { name: string; input: string } }[]).flatMap(
    ({ stateEnteredEventDetails }) => stateEnteredEventDetails ?? [],
  )
  const { name, input } = entered.at(-1) as (typeof entered)[number]
  return {
    ...(found as { status: string; error?: string; cause?: string }),
    items: itemCounts as Execution['items'],
    entered: entered.map(state => state.name),
    last: { name, input: JSON.parse(input) },
  }
}

/** Executes a state machine to its end. */
export const executed = async (stateMachineArn: string, input: object = {}): Promise<Execution> =>
  ended(await started(stateMachineArn, input))

/**
 * Redrives an execution that failed. MiniStack has no RedriveExecution, so this does what it says it does: the state that
 * failed is entered again with the input that it had, by the same definition, and nothing before it is.
 */
export async function redriven(
  name: string,
  definition: StateMachineDefinition,
  { status, last }: Execution,
): Promise<Execution> {
  if (status !== 'FAILED') throw new Error(`an execution that ended with ${status} cannot be redriven`)
  return executed(await createMachine(name, { ...definition, StartAt: last.name }), last.input)
}
