/** Requests that were compiled somewhere, and are brought to a lake: what of them is refused before anything is written. */
import { describe, expect, test } from 'vitest'
import { checkFromPlace } from '../../../cli/quicksight/from-place.ts'
import { checkLakeViews } from '../../../cli/quicksight/lake-views.ts'
import { lostProtection } from '../../../dashboards/deploy/protection.ts'
import { compileQuickSight } from '../../../dashboards/quicksight/compile/compile.ts'
import { personalDataPrincipals } from '../../../dashboards/quicksight/compile/share.ts'
import { filesOf, requestsOf } from '../../../dashboards/quicksight/files.ts'
import { isOf } from '../../../dashboards/quicksight/request.ts'
import { placeOf } from '../../../dashboards/quicksight/settings.ts'
import type { Access } from '../../../sql/access.ts'
import type { DeployedView } from '../../../sql/deployed-view.ts'
import { hashOf, wantedViews } from '../../../sql/files.ts'
import { views } from '../../../sql/views.ts'
import { changed } from './changed.ts'
import { everyDashboard, settings } from './every-kind.ts'
import { place, requests } from './requests.ts'

const access: Access = [
  { group: 'leads', rows: { queue_name: ['Sales'] } },
  { user: 'ann', rows: 'all', personal_data: true },
]
const lakeWith = (rules: Access): readonly DeployedView[] =>
  wantedViews(Object.values(views), { time_zone: 'UTC', access: rules }).map(({ view, sql, ...more }) => ({
    ...{ name: view.name, sql, hash: hashOf(sql) },
    ...('generated_from' in more && { generated_from: more.generated_from }),
  }))
const compiled = (rules: Access, legacy = false) =>
  requestsOf(
    filesOf(
      compileQuickSight({
        dashboards: everyDashboard,
        version: '1.0.0',
        access: rules,
        settings: { ...settings, legacy_data_preparation: legacy },
      }),
    ),
  )
const lake = {
  config: { contact_attributes: [] } as never,
  database: settings.database,
  granted: new Set(personalDataPrincipals(access, settings)),
}

describe('a lake with rules', () => {
  test.each([false, true])(
    'takes what was compiled with them (legacy form: %s), and an open lake all',
    legacy => {
      expect(() => checkLakeViews(lakeWith(access), compiled(access, legacy), lake)).not.toThrow()
      expect(() => checkLakeViews(lakeWith([]), compiled([], legacy), lake)).not.toThrow()
    },
  )

  test.each([false, true])(
    'refuses what was compiled without them (legacy form: %s), unless told',
    legacy => {
      const open = compiled([], legacy)
      expect(() => checkLakeViews(lakeWith(access), open, lake)).toThrowError(
        expect.objectContaining({
          what: 'the lake has rules of access, and data sets would show more than these do',
          value: expect.stringMatching(
            /^CreateDataSet\.calls: rows, whatever their instance_arn, queue_name[^;]*; personal data in /m,
          ),
        }),
      )
      expect(() => checkLakeViews(lakeWith(access), open, { ...lake, unprotect: true })).not.toThrow()
    },
  )

  test('refuses rules that are switched off, and personal data for whom no rule gives it', () => {
    const ruled = compiled(access)
    const calls = ruled.find(each => isOf('CreateDataSet')(each) && each.id === 'calls')
    const but = (path: string, to: unknown) =>
      ruled.map(each => (each === calls ? { ...each, input: changed(each.input as object, path, to) } : each))
    const model = 'SemanticModelConfiguration.TableMap.model.RowLevelPermissionConfiguration'
    const off = but(`${model}.RowLevelPermissionDataSet.Status`, 'DISABLED')
    expect(() => checkLakeViews(lakeWith(access), off as never, lake)).toThrowError(
      expect.objectContaining({ value: expect.stringContaining('CreateDataSet.calls: rows') }),
    )
    const more = but('ColumnLevelPermissionRules[0].Principals[1]', 'arn:aws:quicksight:x:1:user/default/bob')
    expect(() => checkLakeViews(lakeWith(access), more as never, lake)).toThrowError(
      expect.objectContaining({ value: expect.stringMatching(/^CreateDataSet\.calls: personal data in /) }),
    )
  })
})

describe('what protects a data set is lost', () => {
  const set = requests().find(each => each.operation === 'CreateDataSet' && each.id === 'contacts')
    ?.input as object
  const model = 'SemanticModelConfiguration.TableMap.contacts.RowLevelPermissionConfiguration'
  const columns = (...Principals: string[]) => [{ ColumnNames: ['queue_name'], Principals }]
  const seen = (...people: string[]) => changed(set, 'ColumnLevelPermissionRules', columns(...people))
  const lost = (next: object, now: object, granted: readonly string[] = []) =>
    lostProtection(next as never, now as never, new Set(granted))

  test.each([
    ['nothing of it', set, set, []],
    [
      'rules switched off',
      changed(set, `${model}.RowLevelPermissionDataSet.Status`, 'DISABLED'),
      set,
      ['rules of rows'],
    ],
    [
      'other rules',
      changed(set, `${model}.RowLevelPermissionDataSet.Arn`, 'arn:other'),
      set,
      ['rules of rows: arn:other in place of arn:aws:quicksight:eu-central-1:111122223333:dataset/who-sees'],
    ],
    [
      'one more who sees a column',
      seen('ann', 'bob'),
      seen('ann'),
      ['rules of the column queue_name, also shown to bob'],
    ],
    ['one less', seen('ann'), seen('ann', 'bob'), []],
    ['a column that everybody would see', set, seen('ann'), ['rules of the column queue_name']],
  ])('%s', (_, next, now, said) => expect(lost(next, now)).toEqual(said))

  test('but not by whom a rule of access gives it to', () => {
    expect(lost(seen('ann', 'bob'), seen('ann'), ['bob'])).toEqual([])
  })
})

describe('a folder of another place', () => {
  test('of this one: taken', () => {
    expect(() => checkFromPlace(compiled(access), placeOf(settings), 'out')).not.toThrow()
    expect(() => checkFromPlace(requests(), place, 'out')).not.toThrow()
    const test_place = { ...place, prefix: 'test-' }
    expect(() => checkFromPlace(requests(test_place), test_place, 'out')).not.toThrow()
  })

  test.each([
    [{ account_id: '999999999999' }, 'account 999999999999', '111122223333'],
    [{ prefix: 'test-' }, 'FolderId test-everybody', '<the id in the name of the file>'],
    [{ region: 'us-east-1' }, 'region us-east-1', 'eu-central-1'],
    [{ identity_region: 'us-east-1' }, 'region us-east-1', 'eu-central-1'],
    [{ namespace: 'other' }, 'namespace other', 'default'],
  ])('%j: refused', (other, value, allowed) => {
    expect(() => checkFromPlace(requests({ ...place, ...other }), place, 'out')).toThrowError(
      expect.objectContaining({ value: `${value}, in out`, allowed }),
    )
  })

  test('an asset of here over a data set of production: refused', () => {
    const at = { ...place, prefix: 'test-' }
    const mixed = requests(at).map(each =>
      isOf('CreateDashboard')(each)
        ? {
            ...each,
            input: {
              ...each.input,
              Definition: requests(place).find(isOf('CreateDashboard'))?.input.Definition,
            },
          }
        : each,
    )
    expect(() => checkFromPlace(mixed as never, at, 'out')).toThrowError(
      expect.objectContaining({
        what: 'CreateDashboard.overview was compiled for another place',
        value: 'id contacts, in out',
      }),
    )
  })
})
