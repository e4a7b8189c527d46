import { expect, test } from 'vitest'
import { deploymentOf } from '../../infra/config.ts'
import { assumptions } from '../../sql/cost/assumptions.ts'
import { smallest } from './deployments.ts'
import { allTemplates, ofType, templatesOf } from './templates.ts'

test('the model of what it costs counts keys and metrics of alarms as they are deployed', () => {
  const json = { ...smallest, quicksight: { groups: { makers: 'owner' } } }
  const all = allTemplates(templatesOf(deploymentOf(json, 'a test')))
  const alarms = all.flatMap(template => ofType(template, 'AWS::CloudWatch::Alarm'))
  const metrics = alarms.flatMap(({ Properties }) =>
    ((Properties.Metrics ?? [{ MetricStat: {} }]) as { readonly MetricStat?: object }[]).filter(
      ({ MetricStat }) => MetricStat,
    ),
  )
  expect(assumptions.watch.alarms).toBe(metrics.length)
  const keys = all.flatMap(template => ofType(template, 'AWS::KMS::Key'))
  expect(assumptions.watch.keys).toBe(keys.length)
  for (const { Properties } of keys) expect(Properties.EnableKeyRotation).toBe(true)
})
