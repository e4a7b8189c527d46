import { expect, test } from 'vitest'
import { inOrderOfUse, planViews } from '../../sql/deploy.ts'
import { hashOf, wantedViews } from '../../sql/files.ts'
import { view } from '../../sql/view.ts'
import { businessCalendar } from '../../sql/views/business_calendar.ts'

const v = (version: number) =>
  view({
    name: 'x',
    version,
    doc: 'An x.',
    grain: ['a'],
    uses: [],
    columns: { a: { type: 'bigint', doc: 'An a.' } },
  })

const brief = (steps: ReturnType<typeof planViews>) =>
  steps.map(({ action, view: { name } }) => `${action} ${name}`)

test('versions come first, the alias last', () => {
  expect(brief(planViews([{ view: v(1), sql: 'SELECT 1 AS a' }], []))).toEqual(['create x_v1', 'create x'])
})

test('what is there stays', () => {
  const deployed = planViews([{ view: v(1), sql: 'SELECT 1 AS a' }], []).map(step => step.view)
  expect(brief(planViews([{ view: v(1), sql: 'SELECT 1 AS a' }], deployed))).toEqual(['keep x_v1', 'keep x'])
})

test('a new version is made beside the old, then the alias is switched', () => {
  const deployed = planViews([{ view: v(1), sql: 'SELECT 1 AS a' }], []).map(step => step.view)
  const steps = planViews([{ view: v(2), sql: 'SELECT 2 AS a' }], deployed)
  expect(brief(steps)).toEqual(['create x_v2', 'switch x'])
  expect(steps[1]).toMatchObject({
    reason: 'stood for x_v1, now for x_v2',
    view: { sql: 'SELECT a FROM x_v2' },
  })
})

test('a version whose text was changed is refused, with the way out', () => {
  const deployed = planViews([{ view: v(1), sql: 'SELECT 1 AS a' }], []).map(step => step.view)
  expect(() => planViews([{ view: v(1), sql: 'SELECT 3 AS a' }], deployed)).toThrow(
    expect.objectContaining({
      value: expect.stringContaining('x_v1'),
      remedy: expect.stringContaining('version 2'),
    }),
  )
})

test('a view changed by hand is put right', () => {
  const byHand = { name: 'x_v1', sql: 'SELECT 666 AS a', hash: hashOf('SELECT 1 AS a') }
  expect(brief(planViews([{ view: v(1), sql: 'SELECT 1 AS a' }], [byHand]))).toEqual([
    'repair x_v1',
    'create x',
  ])
})

test('what is made of the configuration has no versions, and changes with it', () => {
  const wanted = (time_zone: string) => wantedViews([businessCalendar], { time_zone })
  const first = planViews(wanted('UTC'), [])
  expect(brief(first)).toEqual(['create business_calendar'])
  const deployed = first.map(step => step.view)
  expect(brief(planViews(wanted('UTC'), deployed))).toEqual(['keep business_calendar'])
  const steps = planViews(wanted('Asia/Kolkata'), deployed)
  expect(brief(steps)).toEqual(['switch business_calendar'])
  expect(steps[0]).toMatchObject({ view: { generated_from: { time_zone: 'Asia/Kolkata' } } })
  const byHand = deployed.map(view => ({ ...view, sql: 'SELECT 666 AS a' }))
  expect(brief(planViews(wanted('UTC'), byHand))).toEqual(['repair business_calendar'])
})

test('views come after those they read, and a circle is an error', () => {
  const of = (name: string, sql: string) => ({ name, sql, hash: hashOf(sql) })
  const c = of('c', 'SELECT * FROM b JOIN a USING (x)')
  const b = of('b', 'SELECT * FROM a_v1')
  const a = of('a', 'SELECT * FROM a_v1')
  const a1 = of('a_v1', 'SELECT * FROM t')
  expect(inOrderOfUse([c, b, a, a1]).map(({ name }) => name)).toEqual(['a_v1', 'b', 'a', 'c'])
  expect(() => inOrderOfUse([of('p', 'SELECT * FROM q'), of('q', 'SELECT * FROM p')])).toThrow(
    'read each other',
  )
})
