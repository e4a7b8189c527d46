/** Two instances of Connect in one lake, and rules that give somebody the rows of one of them. */
import { beforeAll, describe, expect, test } from 'vitest'
import { accessColumnsOf, rowLevelRules, visibleRows } from '../../dashboards/access/access.ts'
import { dashboards } from '../../dashboards/dashboards.ts'
import { compileQuickSight } from '../../dashboards/quicksight/compile/compile.ts'
import { isOf } from '../../dashboards/quicksight/request.ts'
import type { Dataset } from '../../dashboards/spec/dataset.ts'
import type { Access } from '../../sql/access.ts'
import { wantedViews } from '../../sql/files.ts'
import { accessRule } from '../../sql/views/access_rule.ts'
import { agentOn, type Held, type Seen } from '../fixture/agent-events.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { type TestLake, testLake } from '../fixture/lake.ts'
import { arnOf, concatenated, contactRecord } from '../fixture/record.ts'
import { settings } from './quicksight/every-kind.ts'

const folder = temporaryFolder()
const here = arnOf('queue', '').replace('/queue/', '')
const there = here.replace(/instance\/.*/, 'instance/0b6a6ad2-6f0d-4a77-a0c4-3a3f1d0c9b11')

const access: Access = [
  { group: 'here', rows: { instance_arn: [here] } },
  { group: 'there', rows: { instance_arn: [there] } },
  { group: 'sales-here', rows: { instance_arn: [here], queue_name: ['Sales'] } },
]

const none = { Agent: null, Queue: null }
const { Queue: queue, Agent: agent } = contactRecord({ id: '' })

/** What makes a row in every data set of contacts and agents, with names that begin with the tag. */
function world(tag: string, instance: string): string {
  const id = (name: string): string => `${tag}-${name}`
  const records = [
    contactRecord({ id: id('menu'), more: { ...none, DisconnectReason: 'CONTACT_FLOW_DISCONNECT' } }),
    contactRecord({ id: id('menu-gold'), attributes: { tier: 'gold' }, more: none }),
    contactRecord({ id: id('sold'), attributes: { reason: 'invoice' } }),
    contactRecord({
      id: id('handed-on'),
      more: { NextContactId: id('taken-over'), TransferCompletedTimestamp: '2025-07-01T09:59:00Z' },
    }),
    contactRecord({
      id: id('taken-over'),
      more: {
        InitiationMethod: 'TRANSFER',
        InitialContactId: id('handed-on'),
        PreviousContactId: id('handed-on'),
        Queue: { ...queue, ARN: arnOf('queue', 'care'), Name: 'Care' },
        Agent: { ...agent, ARN: arnOf('agent', 'eve'), Username: 'eve' },
      },
    }),
    contactRecord({ id: id('promised'), more: { Agent: null, NextContactId: id('called-back') } }),
    contactRecord({
      id: id('called-back'),
      more: {
        InitiationMethod: 'CALLBACK',
        InitialContactId: id('promised'),
        PreviousContactId: id('promised'),
      },
    }),
  ]
  const call: Held = { id: 'call', state: 'CONNECTED', since: '09:10' }
  const seen = (...contacts: Held[]): Seen => ({ status: 'Available', since: '09:00', contacts })
  const { events } = agentOn('2025-07-01', id('dan'))
    .change('09:00', { status: 'Offline', since: '08:00' }, seen())
    .change('09:10', seen(), seen(call))
    .beat('09:50', seen(call))
  const text = concatenated([...records, ...events]).toString()
  // Nor do they have a customer in common: a repeat would be one of the other.
  return text
    .replaceAll(here, instance)
    .replaceAll('+441111111111', `+4411111111${tag === 'a' ? '22' : '33'}`)
}

async function lakeOf(...worlds: readonly string[]): Promise<TestLake> {
  const lake = testLake(folder)
  for (const [i, each] of worlds.entries()) lake.add(`world-${i}`, each)
  await lake.run({ derive: true })
  return lake
}

const sets = [
  ...new Map(
    dashboards.flatMap(({ sheets }) =>
      sheets.flatMap(({ visuals }) => visuals.map(({ data }) => [data.name, data] as const)),
    ),
  ).values(),
]
const ruled = sets.filter(data => accessColumnsOf(data).length > 0)

test('data sets that rules say anything of can be ruled by the instance, and the others are of the lake itself', () => {
  expect(ruled.filter(data => !accessColumnsOf(data).includes('instance_arn'))).toEqual([])
  expect(
    sets
      .filter(data => !ruled.includes(data))
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['arrivals', 'costs', 'data-sets', 'drift', 'ledger', 'quarantine'])
})

describe('with the eyes of one instance', () => {
  let both: TestLake
  let one: TestLake
  const rowsOf = (lake: TestLake, { view }: Dataset, where = 'true') =>
    lake.rows(`SELECT * FROM ${view.name} WHERE ${where} ORDER BY ALL`)
  beforeAll(async () => {
    both = await lakeOf(
      world('a', here),
      world('b', there),
      concatenated([contactRecord({ id: 'more' })]).toString(),
    )
    one = await lakeOf(world('b', there))
  })

  test.each(ruled)('$name: what a lake of that instance alone has', async data => {
    const own = await rowsOf(one, data)
    expect(own.length).toBeGreaterThan(0)
    expect(await rowsOf(both, data, visibleRows(data, access, { kind: 'group', name: 'there' }))).toEqual(own)
    const all = await rowsOf(both, data)
    const others = await rowsOf(both, data, visibleRows(data, access, { kind: 'group', name: 'here' }))
    expect(others.length + own.length).toBe(all.length)
  })

  test('a customer who was in no queue is of an instance, too', async () => {
    expect(
      await both.rows(
        `SELECT instance_arn FROM journey WHERE journey_id IN ('a-menu', 'b-menu') ORDER BY journey_id`,
      ),
    ).toEqual([{ instance_arn: here }, { instance_arn: there }])
  })

  test('of a queue, too: the rows that are of both', async () => {
    const contacts = ruled.find(({ name }) => name === 'contacts')
    const rows = contacts && visibleRows(contacts, access, { kind: 'group', name: 'sales-here' })
    expect(
      await both.rows(
        `SELECT contact_id FROM contact_local WHERE ${rows} AND is_handled ORDER BY contact_id`,
      ),
    ).toEqual(['a-called-back', 'a-handed-on', 'a-sold', 'more'].map(contact_id => ({ contact_id })))
  })
})

describe('in QuickSight', () => {
  const requests = compileQuickSight({ dashboards, settings, access, version: '1.0.0' })
  const inputs = new Map(requests.filter(isOf('CreateDataSet')).map(({ id, input }) => [id, input]))

  test.each(ruled)('$name: reads the column, and has rules with it', ({ name }) => {
    const text = JSON.stringify(inputs.get(name)?.PhysicalTableMap)
    expect(text).toContain('"Name":"instance_arn"')
    expect(inputs.get(`${name}-rules`)?.PhysicalTableMap?.table?.CustomSql?.Columns).toContainEqual(
      expect.objectContaining({ Name: 'instance_arn', Type: 'STRING' }),
    )
    expect(JSON.stringify(inputs.get(name)?.SemanticModelConfiguration)).toContain(`${name}-rules`)
  })

  test('the rows of its rules name the instance; a rule by queue and instance has both', async () => {
    const [, contacts] =
      [...ruled].map(data => [data.name, data] as const).find(([name]) => name === 'contacts') ?? []
    const view = wantedViews([accessRule], { time_zone: 'UTC', access })[0]?.sql
    const lake = await lakeOf()
    expect(
      await lake.rows(
        `WITH access_rule AS (${view}) SELECT "GroupName", instance_arn, queue_name
         FROM (${contacts && rowLevelRules(contacts)?.sql}) AS r ORDER BY 1`,
      ),
    ).toEqual([
      { GroupName: 'here', instance_arn: here, queue_name: null },
      { GroupName: 'sales-here', instance_arn: here, queue_name: 'Sales' },
      { GroupName: 'there', instance_arn: there, queue_name: null },
    ])
  })
})
