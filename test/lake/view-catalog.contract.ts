import { beforeEach, describe, expect, test } from 'vitest'
import type { ViewCatalog } from '../../lake/catalog/catalog.ts'
import { carryOut } from '../../lake/catalog/deploy.ts'
import { planViews, type ViewStep } from '../../sql/deploy.ts'
import { type DeployedView, isIntact, isOurs } from '../../sql/deployed-view.ts'
import { hashOf } from '../../sql/files.ts'
import { planDrop, planRollback } from '../../sql/undeploy.ts'
import type { View, ViewColumns, WantedView } from '../../sql/view.ts'

const every: ViewColumns = {
  a: { type: 'bigint', doc: `A number, "quoted" and 'quoted'.` },
  b: { type: 'varchar', doc: 'A text; é and 😀.', pii: true },
  c: { type: 'double', doc: `Longer than a catalog may take. ${'And longer. '.repeat(40)}` },
  d: { type: 'boolean', doc: 'A flag.' },
  e: { type: 'date', doc: 'A day.' },
  f: { type: 'timestamp', doc: 'A moment.' },
}
const rowOf = (a: number): string => `-- A comment.
SELECT
  CAST(${a} AS bigint) AS a,
  'it''s "${a}"' AS b,
  0.5E0 AS c,
  true AS d,
  DATE '2025-07-01' AS e,
  CAST(TIMESTAMP '2025-07-01 10:00:00' AS timestamp) AS f`

const named = (name: string, version: number, sql: string): WantedView => {
  const view: View = { name, version, doc: `Of ${name}.`, grain: ['a'], uses: [], columns: every }
  return { view, sql }
}
/** A release of two views, one of which reads the other, and of one that is made of the configuration. */
export const release = (one: number, two: number, zone = 'UTC'): readonly WantedView[] => [
  named('one', one, rowOf(one)),
  named('two', two, `SELECT a + ${two} AS a, b, c, d, e, f FROM one`),
  { ...named('made', 1, rowOf(zone.length)), generated_from: { time_zone: zone } },
]

/** A catalog, and what others can do to it, by other means than its own. */
export interface MeantCatalog {
  readonly catalog: ViewCatalog
  /** Somebody puts a view there, or replaces one. */
  byHand(name: string, sql: string): Promise<void>
  /** What an engine answers; null where none answers. */
  readonly ask: ((sql: string) => Promise<unknown>) | null
}

/** What has been noted, as far as every catalog keeps it: of columns their types. */
const noted = ({ revision: _, doc: __, columns, previous, ...rest }: DeployedView): object => ({
  ...rest,
  columns: Object.entries(columns ?? {}).map(([name, { type }]) => `${name} ${type}`),
  ...(previous && { previous: noted(previous) }),
})

/** What every catalog of views has to do. */
export function viewCatalogContract(name: string, make: () => Promise<MeantCatalog>): void {
  describe(`catalog of views: ${name}`, () => {
    let catalog: ViewCatalog
    let byHand: MeantCatalog['byHand']
    let ask: MeantCatalog['ask']
    beforeEach(async () => {
      ;({ catalog, byHand, ask } = await make())
    })

    const planned = async (wanted: readonly WantedView[], options = {}): Promise<readonly ViewStep[]> =>
      planViews(wanted, await catalog.views(), options)
    const apply = async (wanted: readonly WantedView[], on = catalog): Promise<void> =>
      carryOut(on, await planned(wanted))
    const state = async () =>
      Object.fromEntries((await catalog.views()).map(view => [view.name, noted(view)]).sort())
    const standsFor = async () =>
      Object.fromEntries(
        (await catalog.views()).filter(each => each.alias_of).map(each => [each.name, each.alias_of]),
      )

    /** The catalog, failing at one of its writes, before or after the work was done. */
    function failing(at: number, isDone: boolean): ViewCatalog {
      let writes = 0
      return {
        ...catalog,
        async putView(view, before) {
          const fails = writes++ === at
          if (!fails || isDone) await catalog.putView(view, before)
          if (fails) throw new Error('on order')
        },
      }
    }

    test('what is put there is there, with all that was noted of it', async () => {
      expect(await catalog.views()).toEqual([])
      const steps = await planned(release(1, 1))
      for (const { view } of steps) await catalog.putView(view)
      expect(await state()).toEqual(
        Object.fromEntries(steps.map(({ view }) => [view.name, noted(view)]).sort()),
      )
      expect((await catalog.views()).every(isIntact)).toBe(true)
    })

    test('a view takes the place of another, and can be taken away, once or twice', async () => {
      const [first] = await planned(release(1, 1))
      await catalog.putView(first?.view as DeployedView)
      const [before] = await catalog.views()
      const sql = rowOf(7)
      const next = {
        ...(first?.view as DeployedView),
        sql,
        hash: hashOf(sql),
        previous: before as DeployedView,
      }
      await catalog.putView(next, before)
      expect(await catalog.views()).toMatchObject([{ sql, hash: hashOf(sql) }])
      await catalog.dropView(next.name)
      await catalog.dropView(next.name)
      expect(await catalog.views()).toEqual([])
    })

    test('a release, the same again, a newer one, a rollback and its undoing, a drop', async () => {
      await apply(release(1, 1))
      const first = await state()
      expect((await planned(release(1, 1))).every(({ action }) => action === 'keep')).toBe(true)
      await apply(release(1, 1), failing(0, false))
      expect(await state()).toEqual(first)

      await apply(release(2, 1, 'Europe/Paris'))
      const second = await standsFor()
      expect(second).toEqual({ one: 'one_v2', two: 'two_v1' })
      if (ask) expect(await ask('SELECT a, b FROM two')).toEqual([{ a: 3n, b: `it's "2"` }])
      await carryOut(catalog, planRollback(await catalog.views()))
      expect(await standsFor()).toEqual({ one: 'one_v1', two: 'two_v1' })
      if (ask) expect(await ask('SELECT a FROM two')).toEqual([{ a: 2n }])
      await carryOut(catalog, planRollback(await catalog.views()))
      expect(await standsFor()).toEqual(second)

      await byHand('others', rowOf(9))
      await carryOut(catalog, planDrop(await catalog.views()))
      expect((await catalog.views()).map(each => each.name)).toEqual(['others'])
    })

    test.each([false, true])(
      'a write fails, its work done: %s; the aliases are where they were',
      async isDone => {
        await apply(release(1, 1))
        const before = await standsFor()
        const steps = (await planned(release(2, 2, 'Asia/Kathmandu'))).filter(
          ({ action }) => action !== 'keep',
        )
        expect(steps.filter(({ action }) => action === 'switch')).toHaveLength(3)
        for (const at of steps.keys()) {
          await expect(apply(release(2, 2, 'Asia/Kathmandu'), failing(at, isDone))).rejects.toThrow(
            'on order',
          )
          expect(await standsFor(), `write ${at}`).toEqual(before)
          const made = (await catalog.views()).find(each => each.name === 'made')
          expect(made?.generated_from, `write ${at}`).toEqual({ time_zone: 'UTC' })
          for (const left of ['one_v2', 'two_v2']) await catalog.dropView(left)
        }
        await apply(release(2, 2, 'Asia/Kathmandu'))
        expect(await standsFor()).toEqual({ one: 'one_v2', two: 'two_v2' })
      },
    )

    test('what others replace is noticed, and put right when one says so', async () => {
      await apply(release(1, 1))
      await byHand('one_v1', rowOf(666))
      const found = (await catalog.views()).find(each => each.name === 'one_v1') as DeployedView
      expect(isIntact(found)).toBe(false)
      const action = isOurs(found) ? 'repair' : 'refuse'
      expect((await planned(release(1, 1))).find(({ view }) => view.name === 'one_v1')?.action).toBe(action)
      await carryOut(catalog, await planned(release(1, 1), { replace: true }))
      expect((await catalog.views()).every(isIntact)).toBe(true)
      if (ask) expect(await ask('SELECT a FROM one')).toEqual([{ a: 1n }])
    })

    test('an apply fails: what it put in the place of what others had made is as they had made it', async () => {
      await apply(release(1, 1))
      await byHand('one', rowOf(666))
      const texts = async () =>
        Object.fromEntries(
          (await catalog.views())
            .filter(each => each.alias_of || each.name === 'one')
            .map(each => [each.name, each.sql]),
        )
      const before = await texts()
      const steps = (await planned(release(2, 2), { replace: true })).filter(
        ({ action }) => action !== 'keep',
      )
      expect(steps.find(({ view }) => view.name === 'one')?.action).toBe('repair')
      const last = steps.length - 1
      await expect(carryOut(failing(last, true), steps)).rejects.toThrow('on order')
      expect(await texts()).toEqual(before)
    })

    test('what is refused stops all', async () => {
      await apply(release(1, 1))
      const before = await state()
      const changed = [named('one', 1, rowOf(5)), ...release(2, 2).slice(1)]
      await expect(apply(changed)).rejects.toThrow('the text of a deployed view version was changed')
      expect(await standsFor()).toEqual({ one: 'one_v1', two: 'two_v1' })
      expect(await state()).toMatchObject({ one_v1: before.one_v1, one: before.one, two: before.two })
    })
  })
}
