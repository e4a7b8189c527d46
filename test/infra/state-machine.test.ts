import validate from 'asl-validator'
import { describe, expect, test } from 'vitest'
import { type JobSteps, stateMachine } from '../../infra/etl/state-machine.ts'

const arn = (name: string): string => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`

const steps: JobSteps = {
  functions: {
    plan: arn('plan'),
    transform: arn('transform'),
    publish: arn('publish'),
    derive: arn('derive'),
    views: arn('views'),
  },
  lake: { bucket: 'lake', prefix: 'connect' },
  concurrency: 20,
}
const withRefresh: JobSteps = { ...steps, functions: { ...steps.functions, refresh: arn('refresh') } }

/** Every state, those of the map too. */
const statesOf = (of: JobSteps): readonly (readonly [name: string, state: Record<string, unknown>])[] =>
  Object.entries(stateMachine(of).States).flatMap(([name, state]) => {
    const inner = (state.ItemProcessor as { States?: Record<string, Record<string, unknown>> } | undefined)
      ?.States
    return [[name, state] as const, ...Object.entries(inner ?? {})]
  })

describe.each([
  ['without dashboards', steps],
  ['with dashboards', withRefresh],
  ['with a lake that is a whole bucket', { ...steps, lake: { bucket: 'lake', prefix: '' } }],
])('the state machine %s', (_, given) => {
  test('is valid Amazon States Language', () => {
    const { isValid, errorsText } = validate(stateMachine(given))
    expect(isValid, errorsText('\n')).toBe(true)
  })

  test('repeats every step, and lets none hang', () => {
    const tasks = statesOf(given).filter(([, { Type }]) => Type === 'Task')
    expect(tasks.map(([name]) => name)).toContain('TransformBatch')
    for (const [name, task] of tasks) {
      expect(task.TimeoutSeconds, name).toBeGreaterThan(900)
      const errors = (task.Retry as { ErrorEquals: string[] }[]).flatMap(({ ErrorEquals }) => ErrorEquals)
      expect(errors, name).toEqual(expect.arrayContaining(['Lambda.TooManyRequestsException', 'States.ALL']))
    }
  })
})

test('a validator that says yes to everything would be of no use', () => {
  const definition = stateMachine(steps)
  const lost = { ...definition, States: { ...definition.States, Done: { Type: 'Pass', Next: 'Nowhere' } } }
  expect(validate(lost).isValid).toBe(false)
})

interface Shown {
  readonly Next: string
  readonly Catch: readonly [{ readonly Next: string; readonly ResultPath: string }]
  readonly Choices: readonly {
    readonly Or?: readonly { readonly Variable: string }[]
    readonly And?: readonly { readonly Variable: string }[]
    readonly Next: string
  }[]
  readonly ResultPath: null
  readonly ResultWriter: { readonly Resource: string; readonly Parameters: Readonly<Record<string, unknown>> }
  readonly ItemReader: { readonly Parameters: Readonly<Record<string, unknown>> }
}
const state = (of: JobSteps, name: string): Shown => stateMachine(of).States[name] as unknown as Shown

test('what failed behind the publication does not stop what follows, and is told at the end', () => {
  const places = ['Derive', 'Views', 'Refresh'].map(name => {
    const { Catch, Next } = state(withRefresh, name)
    expect(Catch[0].Next, name).toBe(Next)
    return Catch[0].ResultPath
  })
  const { Choices } = state(withRefresh, 'WasAllDone')
  expect(Choices.flatMap(({ Or = [] }) => Or.map(({ Variable }) => Variable))).toEqual(places)
  // What Refresh told without failing itself is the last that is asked for, and is nothing where it told nothing.
  const { And, Next } = Choices.at(-1) ?? {}
  expect(Next).toBe('DataSetsStale')
  expect(And?.[0]).toEqual({ Variable: '$.refreshed', IsPresent: true })
  expect(And?.[1]?.Variable).toBe('$.refreshed.failed')
})

test('items are found where the plan has put them', () => {
  const key = (of: JobSteps): unknown => state(of, 'Transform').ItemReader.Parameters['Key.$']
  expect(key(steps)).toBe("States.Format('connect/{}', $.plan.items_key)")
  expect(key({ ...steps, lake: { bucket: 'lake', prefix: '' } })).toBe('$.plan.items_key')
})

test('what batches give is written, not collected: Step Functions holds 256 KiB of it at most', () => {
  const { ResultWriter, ResultPath } = state(steps, 'Transform')
  expect(ResultPath).toBeNull()
  expect(ResultWriter.Resource).toBe('arn:aws:states:::s3:putObject')
  expect(ResultWriter.Parameters).toEqual({
    Bucket: 'lake',
    'Prefix.$': "States.Format('connect/_staged/results/{}', $.plan.run)",
  })
  const whole = state({ ...steps, lake: { bucket: 'lake', prefix: '' } }, 'Transform')
  expect(whole.ResultWriter.Parameters['Prefix.$']).toBe("States.Format('_staged/results/{}', $.plan.run)")
  // A batch gives back what it was told: its run and its number.
  const batch = statesOf(steps).find(([name]) => name === 'TransformBatch')?.[1]
  expect(batch?.ResultPath).toBeNull()
})
