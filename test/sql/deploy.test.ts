import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PRICED_ON } from '../../sql/cost/prices.ts'
import { type PlanOptions, planViews, type ViewStep } from '../../sql/deploy.ts'
import { inOrderOfUse } from '../../sql/deploy-order.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { hashOf, wantedViews } from '../../sql/files.ts'
import { planDrop, planRollback } from '../../sql/undeploy.ts'
import { type View, type ViewType, view, type WantedView } from '../../sql/view.ts'
import { businessCalendar } from '../../sql/views/business_calendar.ts'
import { costRate } from '../../sql/views/cost_rate.ts'
import { views } from '../../sql/views.ts'

const v = (version: number, more: Readonly<Record<string, ViewType>> = {}, name = 'x'): View => ({
  ...view({
    ...{ name, version, doc: 'An x.', grain: ['a'], uses: [] },
    columns: { a: { type: 'bigint', doc: 'An a.' } },
  }),
  columns: Object.fromEntries(
    Object.entries({ a: 'bigint' as ViewType, ...more }).map(([column, type]) => [column, { type, doc: '' }]),
  ),
})
const x1 = { view: v(1), sql: 'SELECT 1 AS a' }
const x2 = { view: v(2), sql: 'SELECT 2 AS a' }

const brief = (steps: readonly ViewStep[]) => steps.map(({ action, view: { name } }) => `${action} ${name}`)

/** A catalog after the steps. */
function stateAfter(deployed: readonly DeployedView[], steps: readonly ViewStep[]): readonly DeployedView[] {
  const left = new Map(deployed.map(each => [each.name, each]))
  for (const { action, view } of steps) {
    if (action === 'drop') left.delete(view.name)
    else if (action !== 'refuse') left.set(view.name, view)
  }
  return [...left.values()]
}
const applied = (
  deployed: readonly DeployedView[],
  wanted: readonly WantedView[],
  options?: PlanOptions,
): readonly DeployedView[] => stateAfter(deployed, planViews(wanted, deployed, options))
/** What the names stand for. */
const texts = (deployed: readonly DeployedView[]) =>
  Object.fromEntries(deployed.map(({ name, sql }) => [name, sql]))

describe('a plan', () => {
  test('makes the version, then the alias', () => {
    expect(brief(planViews([x1], []))).toEqual(['create x_v1', 'create x'])
  })

  test('leaves what is there', () => {
    expect(brief(planViews([x1], applied([], [x1])))).toEqual(['keep x_v1', 'keep x'])
  })

  test('makes a new version beside the old, then switches the alias', () => {
    const steps = planViews([x2], applied([], [x1]))
    expect(brief(steps)).toEqual(['create x_v2', 'switch x'])
    expect(steps[1]).toMatchObject({
      reason: 'stood for x_v1, now for x_v2',
      view: { sql: 'SELECT a FROM x_v2', deployment: 2, previous: { alias_of: 'x_v1' } },
    })
  })

  test('refuses a version whose text was changed, with the way out', () => {
    const steps = planViews([{ view: v(1), sql: 'SELECT 3 AS a' }], applied([], [x1]))
    expect(steps.find(({ view }) => view.name === 'x_v1')).toMatchObject({
      action: 'refuse',
      refusal: {
        value: expect.stringContaining('x_v1'),
        remedy: expect.stringContaining('x version 2'),
      },
    })
  })

  test('puts right what was changed by hand', () => {
    const byHand = { name: 'x_v1', sql: 'SELECT 666 AS a', hash: hashOf('SELECT 1 AS a') }
    expect(brief(planViews([x1], [byHand]))).toEqual(['repair x_v1', 'create x'])
  })

  test('of what was changed by hand, too, refuses another text of a version, and says what breaks', () => {
    const wide = { view: v(1, { b: 'date' }), sql: 'SELECT 1 AS a' }
    const byHand = applied([], [wide]).map(each => ({ ...each, sql: 'SELECT 666 AS a' }))
    expect(brief(planViews([{ ...wide, sql: 'SELECT 3 AS a' }], byHand))).toContain('refuse x_v1')
    const alias = planViews([x2], byHand).find(({ view }) => view.name === 'x')
    expect(alias).toMatchObject({ action: 'repair', breaks: ['b is gone'], view: { deployment: 2 } })
    // A rollback gives back what was there, also what somebody had made of it.
    expect(alias?.view.previous).toMatchObject({ alias_of: 'x_v1', sql: 'SELECT 666 AS a' })
    const returned = planRollback(applied(byHand, [x2]))
    expect(returned.map(({ view }) => view)).toMatchObject([{ name: 'x', sql: 'SELECT 666 AS a' }])
  })

  test('refuses what others made, unless it is to be replaced, and leaves alone what has no name of ours', () => {
    const others = [
      { name: 'x', sql: 'SELECT 666 AS a', hash: '' },
      { name: 'y', sql: 'SELECT 1', hash: '' },
    ]
    expect(brief(planViews([x1], others))).toEqual(['create x_v1', 'refuse x'])
    expect(brief(planViews([x1], others, { replace: true }))).toEqual(['create x_v1', 'repair x'])
  })

  test('notes the columns of what was deployed before they were noted', () => {
    const old = applied([], [x1]).map(({ columns: _, ...each }) => each)
    expect(brief(planViews([x1], old))).toEqual(['repair x_v1', 'repair x'])
    expect(brief(planViews([x1], applied(old, [x1])))).toEqual(['keep x_v1', 'keep x'])
    expect(brief(planViews([x2], old))).toEqual(['create x_v2', 'switch x'])
  })

  test.each([
    [{ a: 'bigint', b: 'date' } as const, undefined],
    [{ a: 'varchar' } as const, ['a was bigint, is varchar']],
  ])('says what breaks: %o', (columns, breaks) => {
    const steps = planViews([{ view: v(2, columns), sql: 'SELECT 2' }], applied([], [x1]))
    expect(steps.find(({ action }) => action === 'switch')?.breaks).toEqual(breaks)
  })

  test('says which columns go', () => {
    const wide = { view: v(1, { b: 'date' }), sql: 'SELECT 1' }
    const steps = planViews([x2], applied([], [wide]))
    expect(steps.map(({ breaks }) => breaks)).toEqual([undefined, ['b is gone']])
  })

  test('switches an alias before a new version that reads it, and all others last', () => {
    const of = (name: string, version: number, sql: string) => ({ view: v(version, {}, name), sql })
    const first = [of('a', 1, 'SELECT 1'), of('b', 1, 'SELECT * FROM a'), of('c', 1, 'SELECT * FROM b')]
    const deployed = applied([], first)
    expect(brief(planViews(first, []))).toEqual(
      ['a_v1', 'a', 'b_v1', 'b', 'c_v1', 'c'].map(name => `create ${name}`),
    )
    const next = [of('a', 2, 'SELECT 2'), of('b', 2, 'SELECT a FROM a'), of('c', 1, 'SELECT * FROM b')]
    expect(brief(planViews(next, deployed))).toEqual([
      ...['keep c_v1', 'keep c'],
      ...['create a_v2', 'switch a', 'create b_v2', 'switch b'],
    ])
    const apart = [of('a', 2, 'SELECT 2'), of('b', 1, 'SELECT * FROM a'), of('c', 2, 'SELECT b FROM b')]
    expect(brief(planViews(apart, deployed)).slice(2)).toEqual([
      ...['create a_v2', 'create c_v2'],
      ...['switch a', 'switch c'],
    ])
  })

  test('of all views has each after those it reads', () => {
    const steps = planViews(wantedViews(Object.values(views)), [])
    const names = steps.map(step => step.view.name)
    expect(names).toHaveLength(new Set(names).size)
    for (const { name, version, generate, uses } of Object.values<View>(views)) {
      const made = names.indexOf(generate ? name : `${name}_v${version}`)
      for (const used of uses.filter(use => use in views)) expect(names.indexOf(used)).toBeLessThan(made)
    }
  })

  test('of what is made of the configuration knows no versions, and changes with it', () => {
    const wanted = (time_zone: string) => wantedViews([businessCalendar], { time_zone })
    const first = planViews(wanted('UTC'), [])
    expect(brief(first)).toEqual(['create business_calendar'])
    const deployed = stateAfter([], first)
    expect(brief(planViews(wanted('UTC'), deployed))).toEqual(['keep business_calendar'])
    const steps = planViews(wanted('Asia/Kolkata'), deployed)
    expect(brief(steps)).toEqual(['switch business_calendar'])
    expect(steps[0]).toMatchObject({ view: { generated_from: { time_zone: 'Asia/Kolkata' } } })
    const byHand = deployed.map(each => ({ ...each, sql: 'SELECT 666 AS a' }))
    expect(brief(planViews(wanted('UTC'), byHand))).toEqual(['repair business_calendar'])
  })

  test('of what is made of the price list says so, whatever the configuration is', () => {
    const wanted = (time_zone: string) => wantedViews([costRate], { time_zone })
    const first = planViews(wanted('UTC'), [])
    expect(first).toMatchObject([{ action: 'create', reason: 'from the price list' }])
    const deployed = stateAfter([], first)
    expect(brief(planViews(wanted('Asia/Kolkata'), deployed))).toEqual(['keep cost_rate'])
    const [dearer] = wanted('UTC').map(each => ({ ...each, sql: each.sql.replace('1.92E0', '2.92E0') }))
    expect(planViews([dearer as WantedView], deployed)).toMatchObject([
      {
        action: 'switch',
        reason: 'the price list was changed',
        view: { generated_from: { priced_on: PRICED_ON } },
      },
    ])
  })
})

describe('a rollback', () => {
  const y1 = { view: v(1, {}, 'y'), sql: 'SELECT a FROM x' }
  const y2 = { view: v(2, {}, 'y'), sql: 'SELECT a + 1 AS a FROM x' }

  test('returns what the last deployment changed, and nothing else', () => {
    const deployed = applied(applied(applied([], [x1, y1]), [x2, y1]), [x2, y2])
    const steps = planRollback(deployed)
    expect(brief(steps)).toEqual(['switch y'])
    expect(texts(stateAfter(deployed, steps))).toMatchObject({
      x: 'SELECT a FROM x_v2',
      y: 'SELECT a FROM y_v1',
    })
  })

  test('returns several, each before what it reads', () => {
    const deployed = applied(applied([], [x1, y1]), [x2, y2])
    expect(brief(planRollback(deployed))).toEqual(['switch y', 'switch x'])
  })

  test('is a deployment, which a second one takes back', () => {
    const before = applied(applied([], [x1]), [x2])
    const back = stateAfter(before, planRollback(before))
    expect(texts(back)).toMatchObject({ x: 'SELECT a FROM x_v1' })
    expect(texts(stateAfter(back, planRollback(back)))).toEqual(texts(before))
  })

  test('stands until there is something newer, where nobody asks for what was', () => {
    const before = applied(applied([], [x1]), [x2])
    const back = stateAfter(before, planRollback(before))
    expect(brief(planViews([x2], back, { keep_returned: true }))).toEqual(['keep x_v2', 'keep x'])
    expect(brief(planViews([x2], back))).toEqual(['keep x_v2', 'switch x'])
    const x3 = { view: v(3), sql: 'SELECT 3 AS a' }
    expect(brief(planViews([x3], back, { keep_returned: true }))).toEqual(['create x_v3', 'switch x'])
  })

  test('is an error where there is nothing to return to, or the version is gone', () => {
    expect(() => planRollback([])).toThrow('nothing to return to')
    expect(() => planRollback(applied([], [x1]))).toThrow('nothing to return to')
    const gone = applied(applied([], [x1]), [x2]).filter(({ name }) => name !== 'x_v1')
    expect(() => planRollback(gone)).toThrow('not there any more')
  })
})

test('a drop takes what is ours, each before what it reads', () => {
  const y = { view: v(1, {}, 'y'), sql: 'SELECT a FROM x' }
  const others = { name: 'z', sql: 'SELECT a FROM x', hash: '' }
  expect(brief(planDrop([...applied([], [x1, y]), others]))).toEqual(
    ['y', 'y_v1', 'x', 'x_v1'].map(name => `drop ${name}`),
  )
})

test('views come after those they read, and a circle is an error', () => {
  const of = (name: string, sql: string) => ({ name, sql })
  const c = of('c', 'SELECT * FROM b JOIN a USING (x)')
  const b = of('b', 'SELECT * FROM a_v1')
  const a = of('a', 'SELECT * FROM a_v1')
  const a1 = of('a_v1', 'SELECT * FROM t')
  expect(inOrderOfUse([c, b, a, a1]).map(({ name }) => name)).toEqual(['a_v1', 'b', 'a', 'c'])
  expect(() => inOrderOfUse([of('p', 'SELECT * FROM q'), of('q', 'SELECT * FROM p')])).toThrow(
    'read each other',
  )
})

/** Releases: for each view its version and whether it reads the one before. Versions never go back, texts never change. */
const releases = fc
  .array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  .map(bumps => {
    const versions = [1, 1, 1, 1]
    return bumps.map(bump =>
      bump.map((isNew, i) => {
        versions[i] = (versions[i] ?? 1) + (isNew ? 1 : 0)
        const version = versions[i] as number
        const from = i > 0 && (version + i) % 2 === 0 ? ` FROM p${i - 1}` : ''
        return { view: v(version, {}, `p${i}`), sql: `SELECT ${version} AS a${from}` }
      }),
    )
  })

test('whatever was released: it is deployed, a second time does nothing, and a rollback returns every name', () => {
  fc.assert(
    fc.property(releases, all => {
      let deployed: readonly DeployedView[] = []
      for (const wanted of all) {
        const before = texts(deployed)
        const steps = planViews(wanted, deployed)
        // Each step finds what it reads, and no alias stands for what is not there.
        const there = new Set(deployed.map(({ name }) => name))
        for (const { view } of steps) {
          for (const [, name = ''] of view.sql.matchAll(/FROM (\w+)/g)) expect(there).toContain(name)
          there.add(view.name)
        }
        deployed = stateAfter(deployed, steps)
        for (const { view } of wanted) expect(texts(deployed)[view.name]).toContain(`_v${view.version}`)
        expect(planViews(wanted, deployed).every(({ action }) => action === 'keep')).toBe(true)
        if (!steps.some(({ action }) => action === 'switch')) continue
        expect(texts(stateAfter(deployed, planRollback(deployed)))).toMatchObject(before)
      }
    }),
  )
})

/** A catalog after a deployment that is killed some steps on, and the same again until it is through. */
function afterKills(
  deployed: readonly DeployedView[],
  plan: (deployed: readonly DeployedView[]) => readonly ViewStep[],
  cuts: readonly number[],
): readonly DeployedView[] {
  const killed = cuts.reduce((found, cut) => {
    const steps = plan(found).filter(({ action }) => action !== 'keep')
    // Of a rollback that was through the next is another one.
    return cut < steps.length ? stateAfter(found, steps.slice(0, cut)) : found
  }, deployed)
  return stateAfter(killed, plan(killed))
}

test('a deployment, or its rollback, that is killed and done again is one: a rollback returns every name', () => {
  const cuts = fc.array(fc.nat({ max: 8 }), { maxLength: 3 })
  fc.assert(
    fc.property(releases, cuts, cuts, (all, deploying, returning) => {
      let deployed: readonly DeployedView[] = []
      for (const wanted of all) {
        const before = deployed
        deployed = afterKills(deployed, found => planViews(wanted, found), deploying)
        const after = texts(deployed)
        if (!planViews(wanted, before).some(({ action }) => action === 'switch')) continue
        const back = afterKills(deployed, planRollback, returning)
        expect(texts(back)).toMatchObject(texts(before))
        expect(texts(afterKills(back, planRollback, returning))).toEqual(after)
      }
    }),
  )
})
