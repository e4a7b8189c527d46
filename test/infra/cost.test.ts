import { expect, test } from 'vitest'
import { deploymentOf } from '../../infra/config.ts'
import { assumptions } from '../../sql/cost/assumptions.ts'
import { everything, smallest } from './deployments.ts'
import { allTemplates, ofType, templatesOf } from './templates.ts'

const quicksight = { groups: { makers: 'owner' } }

/** Metrics that alarms of a deployment look at, and its keys. */
function deployed(more: object) {
  const all = allTemplates(templatesOf(deploymentOf({ ...smallest, quicksight, ...more }, 'a test')))
  const alarms = all.flatMap(template => ofType(template, 'AWS::CloudWatch::Alarm'))
  const metrics = alarms.flatMap(({ Properties }) =>
    ((Properties.Metrics ?? [{ MetricStat: {} }]) as { readonly MetricStat?: object }[]).filter(
      ({ MetricStat }) => MetricStat,
    ),
  )
  return { metrics: metrics.length, keys: all.flatMap(template => ofType(template, 'AWS::KMS::Key')) }
}

test('the model of what it costs counts keys and metrics of alarms as they are deployed', () => {
  const { metrics, keys } = deployed({})
  expect(assumptions.watch.alarms).toBe(metrics)
  expect(assumptions.watch.keys).toBe(keys.length)
  for (const { Properties } of keys) expect(Properties.EnableKeyRotation).toBe(true)
})

test.each([
  ['live', { live: everything.live }],
  ['arrivals', { etl: { arrivals: true } }],
  ['managed_lake', { etl: { managed_lake: everything.etl.managed_lake } }],
] as const)('and those that %s adds', (option, more) => {
  const [before, after] = [deployed({}), deployed(more)]
  expect(after.metrics - before.metrics).toBe(assumptions[option].alarms)
  expect(after.keys.length).toBe(before.keys.length)
})
