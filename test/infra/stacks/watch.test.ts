import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { every, ofType, type Templates, templates } from '../templates.ts'

const alarms = (of: Templates) =>
  ofType(of.watch, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)

test('every alarm tells somebody, and sends them to a page of the runbook that is there', () => {
  const pages = new Set(
    [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, title]) =>
      (title as string).toLowerCase().replaceAll(' ', '-'),
    ),
  )
  for (const each of every().flatMap(alarms)) {
    expect(each.AlarmActions, each.AlarmName).toHaveLength(1)
    const [, page = ''] = /docs\/runbook\.md#([a-z-]+)$/.exec(each.AlarmDescription) ?? []
    expect(pages, each.AlarmName).toContain(page)
  }
})

test('silence is bad news where something has to happen', () => {
  const bad = alarms(templates('smallest')).filter(each => each.TreatMissingData === 'breaching')
  expect(bad.map(each => each.AlarmName.replace('connect-lake-dev-', '')).sort()).toEqual([
    'nothing-arrived',
    'run-missing',
  ])
})

test('shards are watched where there is a number of them', () => {
  const named = (of: Templates) => alarms(of).filter(each => /shards-full/.test(each.AlarmName))
  expect(named(templates('smallest'))).toEqual([])
  expect(named(templates('everything')).map(each => each.Threshold)).toEqual([80, 80, 80])
})

test('messages of alarms are encrypted', () => {
  for (const { watch } of every())
    for (const { Properties } of ofType(watch, 'AWS::SNS::Topic'))
      expect(Properties.KmsMasterKeyId).toBeDefined()
})

interface Graph {
  readonly properties: {
    readonly title?: string
    readonly metrics?: readonly (readonly [{ readonly expression?: string }?, ...unknown[]])[]
  }
}

/** The graphs of the dashboard; what is not known before it is deployed is `x`. */
function graphs(of: Templates): readonly Graph['properties'][] {
  const [board] = ofType(of.watch, 'AWS::CloudWatch::Dashboard')
  const parts: readonly unknown[] = board?.Properties.DashboardBody['Fn::Join'][1]
  const text = parts.map(part => (typeof part === 'string' ? part : 'x')).join('')
  return (JSON.parse(text) as { widgets: Graph[] }).widgets.map(({ properties }) => properties)
}

test('what is meant to be seen is on the dashboard: data sets where there are any, and about what a day costs', () => {
  const titles = (of: Templates) => graphs(of).flatMap(({ title = '' }) => title)
  expect(titles(templates('everything'))).toContain('Data sets of QuickSight behind the lake, s')
  expect(titles(templates('smallest'))).not.toContain('Data sets of QuickSight behind the lake, s')
  const cost = graphs(templates('smallest')).find(({ title }) => title?.startsWith('About what a day costs'))
  const expressions = (cost?.metrics ?? []).flatMap(([first]) => first?.expression ?? [])
  // 5 USD for a TB; of a worker of 3008 MB a millisecond is 2.9375 GB-milliseconds.
  const athena = expressions.find(each => each.includes('ProcessedBytes'))
  expect(Number(athena?.split(' * ')[1])).toBeCloseTo(5e-12, 15)
  const lambda = expressions.find(each => each.includes('lambda_0'))
  expect(Number(/lambda_0, 0\) \* ([\d.]+)/.exec(lambda ?? '')?.[1])).toBeCloseTo(
    (2.9375 * 0.0000133334) / 1000,
    15,
  )
})

test('a data set that is stale for hours is an alarm', () => {
  const [stale] = alarms(templates('everything')).filter(each => /data-set-stale/.test(each.AlarmName))
  expect(stale).toMatchObject({
    ...{ MetricName: 'data_set_behind_s', Threshold: 6 * 3600, Statistic: 'Maximum' },
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  })
})

test('streams on demand are charged by bytes, shards by records', () => {
  const charged = (of: Templates): string =>
    JSON.stringify(graphs(of).find(({ title }) => title?.startsWith('About what a day costs'))?.metrics)
  expect(charged(templates('smallest'))).toMatch(/"AWS\/Kinesis","IncomingBytes"/)
  expect(charged(templates('everything'))).toMatch(/"AWS\/Kinesis","IncomingRecords"/)
  expect(charged(templates('everything'))).not.toMatch(/"AWS\/Kinesis","IncomingBytes"/)
})

test('a notice of a file that nobody takes is an alarm, where there are any', () => {
  const named = (of: Templates) => alarms(of).filter(each => /-files-/.test(each.AlarmName))
  expect(named(templates('smallest'))).toEqual([])
  const [dead, late, ...more] = named(templates('everything'))
  expect(more).toEqual([])
  expect(dead).toMatchObject({
    ...{ AlarmName: 'connect-lake-prod-files-dead', MetricName: 'ApproximateNumberOfMessagesVisible' },
    Dimensions: [{ Name: 'QueueName', Value: 'connect-lake-prod-files-dead' }],
  })
  expect(late).toMatchObject({
    ...{ MetricName: 'ApproximateAgeOfOldestMessage', Statistic: 'Maximum', Threshold: 3600 },
    Dimensions: [{ Name: 'QueueName', Value: 'connect-lake-prod-files' }],
  })
})

test('a live consumer that is behind for three minutes is an alarm, where there is one', () => {
  const named = (of: Templates) => alarms(of).filter(each => /-live-late$/.test(each.AlarmName))
  expect(named(templates('smallest'))).toEqual([])
  const [late, ...more] = named(templates('everything'))
  expect(more).toEqual([])
  const [consumer] = ofType(
    templates('everything').live as NonNullable<Templates['live']>,
    'AWS::Lambda::Function',
  )
  expect(late).toMatchObject({
    ...{ Namespace: 'AWS/Lambda', MetricName: 'IteratorAge', Statistic: 'Maximum', Period: 60 },
    ...{ Threshold: 120_000, EvaluationPeriods: 3, ComparisonOperator: 'GreaterThanThreshold' },
    Dimensions: [{ Name: 'FunctionName', Value: consumer?.Properties.FunctionName }],
  })
})
