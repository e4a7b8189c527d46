/** What data sets lose they lose when nobody sees it any more: at every step of an apply viewers see what is there. */
import type { PhysicalTable } from '@aws-sdk/client-quicksight'
import { describe, expect, test } from 'vitest'
import { dashboardsWith } from '../../dashboards/dashboards.ts'
import { applySteps } from '../../dashboards/deploy/apply.ts'
import { checkToBeShown } from '../../dashboards/deploy/lacking.ts'
import type { AssetStep } from '../../dashboards/deploy/plan.ts'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import { isOf, type Request } from '../../dashboards/quicksight/request.ts'
import { type ConfiguredAttribute, contactAttributes } from '../../sql/contact-attribute.ts'
import { everyDashboard, settings } from '../dashboards/quicksight/every-kind.ts'
import { place, requests } from '../dashboards/quicksight/requests.ts'
import { apply, moves, planned, quickSight, wantedBut } from './place.ts'

const quick = quickSight()

/** Requests with other names, wherever they stand. */
const renamed = (
  all: readonly Request[],
  ...names: readonly (readonly [string, string])[]
): readonly Request[] =>
  JSON.parse(names.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(all)))

/** What fails of what viewers see now, in the words of the check before a version is shown. */
const failing = (wanted: readonly Request[]): Promise<string | undefined> =>
  checkToBeShown(
    quick.api,
    wanted.filter(isOf('CreateDashboard')).map(request => ({
      request,
      version: quick.server.state.assets.get(`dashboard/${request.input.DashboardId}`)?.published ?? 0,
    })),
  ).then(
    () => undefined,
    error => error.value,
  )

const compiled = (legacy: boolean, access = false): readonly Request[] =>
  compileQuickSight({
    ...{ dashboards: everyDashboard, version: '1' },
    settings: { ...settings, ...place, legacy_data_preparation: legacy },
    ...(access && {
      access: [
        { group: 'leads', rows: 'all' },
        { user: 'ann@example.com', rows: 'all', personal_data: true },
      ],
    }),
  })
const otherPart = [
  ['sl_num', 'sl_part'],
  ['"c4"', '"c9"'],
] as const
const byWord = [
  ['Disconnect reason', 'Why it ended'],
  ['made-disconnect-reason', 'made-why-it-ended'],
] as const

test.each([
  ['a column of the view', requests(), otherPart, ['contacts']],
  ['the words of readers', compiled(false), byWord, ['calls']],
  ['the words of readers, prepared as before', compiled(true), byWord, ['calls']],
] as const)('%s has another name: at no step viewers see visuals fail', async (_, before, names, sets) => {
  const after = renamed(before, ...names)
  await apply(quick.api, before)
  const steps = await planned(quick.api, after)
  const ofSets = steps.filter(({ request, action }) => isOf('CreateDataSet')(request) && action !== 'keep')
  expect(ofSets.map(({ action, request }) => `${action} ${request.id}`)).toEqual(
    [...sets, ...sets].map(each => `update ${each}`),
  )
  expect(steps.at(-1)?.request.operation).toBe('CreateDataSet')
  for (const step of steps) {
    await applySteps(quick.api, [step])
    expect(await failing(after), `after ${step.action} ${step.request.operation}`).toBeUndefined()
  }
  expect(moves(await planned(quick.api, after))).toEqual([])
  const [first] = names
  expect(
    JSON.stringify([...quick.server.state.assets.values()].map(each => each.versions.at(-1)?.input)),
  ).not.toContain(`"${first[0]}"`)
})

describe('contact attributes, for which data sets are SQL of ours', () => {
  const of = (
    attributes: readonly ConfiguredAttribute[],
    legacy_data_preparation = false,
  ): readonly Request[] =>
    compileQuickSight({
      ...{ dashboards: dashboardsWith(contactAttributes(attributes)).slice(0, 1), version: '1' },
      settings: { ...settings, ...place, legacy_data_preparation },
    })
  const reason = { name: 'reason', personal: false }
  const plan = { name: 'plan', personal: false }
  const topic = { ...reason, label: 'Topic' }
  const table = () =>
    Object.values<PhysicalTable>(
      quick.server.state.assets.get('dataset/contacts')?.versions.at(-1)?.input.PhysicalTableMap,
    )[0]
  const sql = () => table()?.CustomSql?.SqlQuery

  test.each([
    ['called otherwise', [reason], [topic], ['reason'], false],
    ['called otherwise beside one that is new', [reason], [topic, plan], ['reason', 'plan'], false],
    ['taken away', [reason, plan], [plan], ['reason', 'plan'], false],
    ['put in the place of another', [reason], [plan], ['reason', 'plan'], false],
    ['put in the place of another, prepared as before', [reason], [plan], ['reason', 'plan'], true],
    ['taken away, the last of all', [reason], [], ['reason'], false],
  ])('one is %s: at no step viewers see visuals fail', async (_, before, after, both, legacy) => {
    const wanted = of(after, legacy)
    await apply(quick.api, of(before, legacy))
    const steps = await planned(quick.api, wanted)
    const isOfContacts = ({ request }: AssetStep) => request.id === 'contacts'
    const lastOfContacts = steps.findLast(isOfContacts)
    expect(lastOfContacts?.reason).toBe('without what viewers see no more')
    for (const step of steps) {
      if (step === lastOfContacts) {
        const joined = [...(sql() ?? '').matchAll(/attribute_name = '(\w+)'/g)].map(([, name]) => name)
        expect(joined).toEqual(both)
        expect(table()?.CustomSql?.Columns?.map(({ Name }) => Name)).toEqual(
          [...(sql() ?? '').matchAll(/(?<= AS |r\.)\w+(?=, |\nFROM)/g)].map(([name]) => name),
        )
      }
      await applySteps(quick.api, [step])
      expect(await failing(wanted), `after ${step.action} ${step.request.id}`).toBeUndefined()
    }
    expect(moves(await planned(quick.api, wanted))).toEqual([])
    if (after.length === 0) expect(table()?.RelationalTable?.Name).toBe('contact_local')
  })

  test('the first of all, while a label changes: what is read has all that was read', async () => {
    const label = ['Disconnect reason', 'Why it ended'] as const
    const wanted = renamed(of([reason]), label, ['made-disconnect-reason', 'made-why-it-ended'])
    await apply(quick.api, of([]))
    for (const step of await planned(quick.api, wanted)) {
      await applySteps(quick.api, [step])
      expect(await failing(wanted), `after ${step.action} ${step.request.id}`).toBeUndefined()
    }
    expect(sql()).toContain('contact_attribute_reason')
  })

  test('SQL that is not ours, and another database, cannot be both: changed once', async () => {
    await apply(quick.api, of([reason]))
    const [foreign, elsewhere] = [
      renamed(of([plan]), ['LEFT JOIN', 'INNER JOIN']),
      renamed(of([plan]), [`\\"${settings.database}\\".`, '\\"other\\".']),
    ]
    for (const wanted of [foreign, elsewhere])
      expect(
        moves(await planned(quick.api, wanted)).filter(each => each.endsWith('DataSet.contacts')),
      ).toEqual(['update CreateDataSet.contacts'])
  })
})

test('stopped before the end: the next apply takes away what is left over, and does nothing twice', async () => {
  const after = renamed(requests(), ...otherPart)
  await apply(quick.api)
  quick.server.next('UpdateDashboard', { throw: 'AccessDeniedException' })
  await expect(apply(quick.api, after)).rejects.toThrow()
  expect(await failing(after)).toBeUndefined()
  const set = 'update CreateDataSet.contacts'
  expect(moves(await planned(quick.api, after))).toEqual(['update CreateDashboard.overview', set])
  await apply(quick.api, after)
  expect(moves(await planned(quick.api, after))).toEqual([])
})

test('what only some may see stays so for as long as it is there', async () => {
  const before = compiled(false, true)
  const after = renamed(before, ['Agent', 'Responder'], ['made-agent', 'made-responder'])
  await apply(quick.api, before)
  const restricted = () => {
    const input = quick.server.state.assets.get('dataset/calls')?.versions.at(-1)?.input
    return input?.ColumnLevelPermissionRules.flatMap((rule: { ColumnNames: string[] }) => rule.ColumnNames)
  }
  expect(restricted()).toContain('Agent')
  for (const step of await planned(quick.api, after)) {
    await applySteps(quick.api, [step])
    if (step.request.operation === 'CreateDataSet' && step.request.id === 'calls') {
      expect(restricted()).toContain('Responder')
      if (step.reason.includes('for now')) expect(restricted()).toContain('Agent')
    }
  }
  expect(restricted()).not.toContain('Agent')
})

test('a column of another type, and one of which only letters are larger, cannot be both: changed once, as said', async () => {
  await apply(quick.api)
  const typed = wantedBut(
    'CreateDataSet.contacts',
    'PhysicalTableMap.contact.RelationalTable.InputColumns[0].Type',
    'INTEGER',
  )
  for (const after of [typed, renamed(requests(), ['sl_num', 'SL_NUM'])])
    expect(moves(await planned(quick.api, after)).filter(each => each.includes('CreateDataSet'))).toEqual([
      'update CreateDataSet.contacts',
    ])
})

test('what nobody sees is taken away at once', async () => {
  const path = 'PhysicalTableMap.contact.RelationalTable.InputColumns[5]'
  await apply(
    quick.api,
    wantedBut('CreateDataSet.contacts', path, { Id: 'c6', Name: 'spare', Type: 'STRING' }),
  )
  expect(moves(await planned(quick.api))).toEqual(['update CreateDataSet.contacts'])
})
