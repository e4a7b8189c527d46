import { describe, expect, test } from 'vitest'
import { LakeError } from '../../schema/error.ts'
import { findMetric, subjects } from '../../sql/metrics/catalogue.ts'
import type { MetricSpec } from '../../sql/metrics/metric.ts'
import { narrowed, partitionsOf, periodAround, periodOf } from '../../sql/metrics/period.ts'
import { groupingsOf, questionOf } from '../../sql/metrics/question.ts'
import { resolveMetric } from '../../sql/metrics/resolve.ts'

const july = periodOf('2025-07-01', '2025-07-08', 'UTC')

function refusal(asked: Partial<Parameters<typeof questionOf>[0]>): LakeError {
  try {
    questionOf({ metrics: ['contacts_handled'], by: [], filters: [], period: july, ...asked })
  } catch (error) {
    if (error instanceof LakeError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a question is refused that cannot be answered', () => {
  test.each([
    ['an unknown metric', { metrics: ['contacts_handld'] }, /no such metric/, /contacts_handled/],
    [
      'a number that is missing',
      { metrics: ['service_level'] },
      /has a number in its name/,
      /service_level:X/,
    ],
    ['a number where none is', { metrics: ['contacts_handled:20'] }, /no such metric/, /contacts_handled/],
    ['a number out of range', { metrics: ['percentile_queue_time:100'] }, /out of range/, /1 to 99/],
    ['an unknown grouping', { by: ['planet'] }, /not made by planet/, /queue, /],
    ['a grouping that misleads', { metrics: ['abandonment_rate'], by: ['agent'] }, /has no agent/, /queue, /],
    [
      'a filter that misleads',
      { metrics: ['service_level:20'], filters: [{ grouping: 'agent_arn', values: ['a'] }] },
      /has no agent/,
      /queue, /,
    ],
    [
      'occupancy by queue',
      { metrics: ['agent_occupancy'], by: ['queue'] },
      /not divided among queues/,
      /agent, /,
    ],
    [
      'occupancy by channel',
      { metrics: ['agent_occupancy'], by: ['channel'] },
      /not divided among contacts/,
      /agent, /,
    ],
    [
      'one metric of two',
      { metrics: ['contacts_handled', 'utilisation'], by: ['queue'] },
      /^utilisation is not made by queue/,
      /agent, /,
    ],
    [
      'agents of a moment without the moment',
      { metrics: ['agents_available'], by: ['routing_profile'] },
      /of a moment/,
      /^fifteen_min/,
    ],
    [
      'contacts of a moment by day',
      { metrics: ['contacts_in_queue'], by: ['queue', 'day'] },
      /not added up over time/,
      /^fifteen_min/,
    ],
    [
      'moments of a night in which clocks go back',
      {
        metrics: ['contacts_in_queue'],
        by: ['fifteen_min'],
        period: periodOf('2025-10-26', '2025-10-27', 'Europe/Paris'),
      },
      /the same time twice/,
      /every moment/,
    ],
    [
      'time as a filter',
      { filters: [{ grouping: 'day', values: ['2025-07-01'] }] },
      /time is not filtered/,
      /no time/,
    ],
  ] as const)('%s', (_, asked, what, allowed) => {
    const error = refusal(asked)
    expect(error.what).toMatch(what)
    expect(error.allowed).toMatch(allowed)
    expect(error.remedy).toMatch(/\S/)
  })

  test.each([
    [() => periodOf('2025-07-02', '2025-07-02', 'UTC'), /no day between/],
    [() => periodOf('2025-02-30', '2025-07-02', 'UTC'), /not a day/],
    [() => periodOf('2025-07-01', '2025-07-02', 'Mars/Base'), /no such time zone/],
  ])('a period that is none', (period, what) => {
    expect(period).toThrow(what)
  })
})

describe('period', () => {
  test('the days of a zone begin and end by its clocks', () => {
    // Paris is two hours ahead of UTC until 01:00 UTC on 26 October 2025, then one: that day has 25 hours.
    const { from_ms, to_ms } = periodOf('2025-10-26', '2025-10-27', 'Europe/Paris')
    expect(new Date(from_ms).toISOString()).toBe('2025-10-25T22:00:00.000Z')
    expect(new Date(to_ms).toISOString()).toBe('2025-10-26T23:00:00.000Z')
  })

  test('where the clocks skip midnight, a day begins when they have', () => {
    // In Cairo the clocks went from 00:00 to 01:00 on 28 April 2023, at 22:00 UTC of the day before.
    expect(new Date(periodOf('2023-04-28', '2023-04-29', 'Africa/Cairo').from_ms).toISOString()).toBe(
      '2023-04-27T22:00:00.000Z',
    )
  })

  test('partitions are those of the instants', () => {
    expect(partitionsOf(periodOf('2025-07-01', '2025-07-02', 'UTC'), 0)).toEqual(['2025-07-01', '2025-07-01'])
    expect(partitionsOf(periodOf('2025-07-01', '2025-07-02', 'Asia/Kolkata'), 0)).toEqual([
      '2025-06-30',
      '2025-07-01',
    ])
    expect(partitionsOf(periodOf('2025-07-01', '2025-07-02', 'UTC'), 8)).toEqual(['2025-07-01', '2025-07-09'])
  })

  test.each([
    // The partition of a day in UTC begins the evening before in New York, and ends the morning after in Tokyo.
    ['UTC', '2025-07-01', '2025-07-04'],
    ['America/New_York', '2025-06-30', '2025-07-04'],
    ['Asia/Tokyo', '2025-07-01', '2025-07-05'],
  ])('three partitions are touched by days in %s', (zone, from, to) => {
    expect(periodAround('2025-07-01', '2025-07-03', zone)).toMatchObject({ from, to })
  })

  test.each([
    ['day', '2025-07-03', '2025-07-03', '2025-07-04'],
    ['week', '2025-06-30', '2025-07-01', '2025-07-07'],
    ['month', '2025-07-01', '2025-07-01', '2025-07-08'],
    ['hour', '2025-07-03 10:00:00.000', '2025-07-03', '2025-07-04'],
    ['weekday', '3', '2025-07-01', '2025-07-08'],
  ])('a value of %s narrows it', (grouping, value, from, to) => {
    expect(narrowed(july, grouping, value)).toMatchObject({ from, to })
  })
})

describe('the catalogue', () => {
  const all = subjects.flatMap(subject =>
    Object.entries(subject.metrics).map(([name, spec]) => ({ name, spec, subject })),
  )

  test('every name is there once, in lower snake case, with an X where it has a parameter', () => {
    const names = all.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { name, spec } of all) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*(:X|:\d+)?$/)
      expect(name.endsWith(':X'), name).toBe(spec.parameter !== undefined)
    }
  })

  test("what Connect has a name for has that name, in lower case; a threshold's X after a colon", () => {
    const named = all.filter(({ spec }) => spec.connect !== null)
    expect(named.length).toBeGreaterThan(40)
    for (const { name, spec } of named)
      expect(name.replace(/:X$/, '')).toBe(spec.connect?.toLowerCase().replace(/_x$/, ''))
  })

  test("Connect's own spelling will do", () => {
    expect(findMetric('AVG_HANDLE_TIME').metric.name).toBe('avg_handle_time')
    expect(findMetric('SERVICE_LEVEL:20').metric.name).toBe('service_level:20')
    expect(() => findMetric('AVG_NOTHING')).toThrow(expect.objectContaining({ value: 'AVG_NOTHING' }))
  })

  test.each([
    ['punctuality:3600', 'Arrived within 1 hour, share'],
    ['punctuality:60', 'Arrived within 1 minute, share'],
    ['punctuality:90', 'Arrived within 90 s, share'],
    ['punctuality:900', 'Arrived within 15 minutes, share'],
    ['punctuality:5400', 'Arrived within 90 minutes, share'],
    ['punctuality:172800', 'Arrived within 2 days, share'],
    ['service_level:20', 'Service level 20 s'],
  ])('%s is %s', (name, label) => {
    expect(findMetric(name).metric.label).toBe(label)
  })

  test('seconds in what a metric means are said as in its label; a limit of 0 is one of seconds', () => {
    expect(findMetric('records_arrived_in:3600').metric.doc).toBe(
      'Records whose newest version arrived less than 1 hour after the moment that it is about.',
    )
    const spec = { ...findMetric('punctuality:60').subject.metrics['records_arrived_in:X'] } as MetricSpec
    const from0 = { ...spec, parameter: { doc: '', min: 0, max: 60, usual: [] } }
    expect(resolveMetric('records_arrived_in:0', { 'records_arrived_in:X': from0 })?.label).toBe(
      'Records arrived within 0 s',
    )
  })

  test('what was left out before is counted by every grouping', () => {
    const drawn = subjects.filter(({ drawn_from }) => drawn_from)
    expect(drawn.length).toBeGreaterThan(0)
    for (const { groupings, drawn_from } of drawn)
      expect(Object.keys(drawn_from?.groupings ?? {}).sort()).toEqual(Object.keys(groupings).sort())
  })

  test('each metric is found, and ratios are made of sums of their own subject', () => {
    for (const { name, spec, subject } of all) {
      const asked = name.replace('X', String(spec.parameter?.usual[0]))
      const metric = resolveMetric(asked, subject.metrics)
      expect(metric?.name).toBe(asked)
      expect(`${metric?.label} ${metric?.doc}`).not.toMatch(/\bX\b/)
      for (const grouping of Object.keys(spec.not_by ?? {})) expect(groupingsOf(subject)).toContain(grouping)
    }
  })
})
