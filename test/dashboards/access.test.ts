import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { accessColumnsOf, rowLevelRules, visibleRows } from '../../dashboards/access/access.ts'
import type { Dataset } from '../../dashboards/spec/dataset.ts'
import { type Access, accessOf } from '../../sql/access.ts'
import { wantedViews } from '../../sql/files.ts'
import { accessRule } from '../../sql/views/access_rule.ts'
import { contacts } from './utc-contacts.ts'

const rules: Access = [
  { group: 'leads', rows: { queue_name: ['Sales', 'Care, "north"'] } },
  { group: 'berlin', rows: { queue_name: ["O'Hara"], agent_hierarchy_level1_name: ['Berlin'] } },
  { user: 'Jane', rows: 'all', personal_data: true },
]

async function rowsOf(sql: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  return (await connection.runAndReadAll(sql)).getRowsJson()
}
const viewOf = (access: Access): string =>
  wantedViews([accessRule], { time_zone: 'UTC', access })[0]?.sql ?? ''
const ruled = (access: Access, select: string): string =>
  `WITH access_rule AS (\n${viewOf(access)}\n) ${select}`

/** A data set whose view has only these columns. */
const having = (...columns: readonly string[]): Dataset => ({
  ...contacts,
  view: {
    ...contacts.view,
    columns: Object.fromEntries(columns.map(name => [name, { type: 'varchar', doc: '' }])),
  },
})

describe('the view of the rules', () => {
  test('a list is written as QuickSight reads it', async () => {
    const columns = 'rule_number, user_name, group_name, queue_name, agent_hierarchy_level1_name'
    expect(await rowsOf(ruled(rules, `SELECT ${columns} FROM access_rule ORDER BY 1`))).toEqual([
      ['1', null, 'leads', 'Sales,"Care, ""north"""', null],
      ['2', null, 'berlin', "O'Hara", 'Berlin'],
      ['3', 'Jane', null, null, null],
    ])
  })

  test('without rules it has its columns and no row', async () => {
    expect(await rowsOf(ruled([], `SELECT * FROM access_rule`))).toEqual([])
  })

  test('it changes with the rules, and the calendar does not', () => {
    const made = (access: Access) => wantedViews([accessRule], { time_zone: 'UTC', access })[0]
    expect(made(rules)?.generated_from).toEqual({ access: rules })
    expect(made([])?.sql).not.toBe(made(rules)?.sql)
    const without = rules.map(({ personal_data: _, ...rule }) => rule)
    expect(made(without)?.sql).not.toBe(made(rules)?.sql)
  })
})

describe('a rule that asks for a column which a data set does not have gives none of its rows', () => {
  test.each([
    [contacts, 'group', 'leads', `(queue_name IN ('Sales', 'Care, "north"'))`],
    [having('queue_name'), 'group', 'berlin', 'false'],
    [having('queue_name'), 'user', 'Jane', undefined],
    [having('queue_name'), 'user', 'leads', 'false'],
    [having('records_read'), 'group', 'berlin', undefined],
  ] as const)('%#', (data, kind, name, condition) => {
    expect(visibleRows(data, rules, { kind, name })).toBe(condition)
  })

  test('nor does QuickSight get it', async () => {
    const sql = rowLevelRules(having('queue_name'))?.sql ?? ''
    expect(await rowsOf(ruled(rules, `SELECT * FROM (${sql}) AS r ORDER BY 1, 2`))).toEqual([
      ['Jane', null, null],
      [null, 'leads', 'Sales,"Care, ""north"""'],
    ])
    expect(rowLevelRules(having('records_read'))).toBeUndefined()
  })

  test('contacts can be ruled by queue and by all levels of the hierarchy', () => {
    expect(accessColumnsOf(contacts)).toEqual(
      expect.arrayContaining(['queue_name', 'agent_hierarchy_level1_name', 'agent_hierarchy_level5_name']),
    )
  })
})

describe('rules that cannot be', () => {
  test.each([
    [{ rows: 'all' }, /one user or of one group/],
    [{ user: 'a', group: 'b', rows: 'all' }, /one user or of one group/],
    [{ user: ' ', rows: 'all' }, /one user or of one group/],
    [{ user: 'a', rows: {} }, /says nothing/],
    [{ user: 'a', rows: { queue_name: [] } }, /says nothing/],
  ] as const)('%j', (rule, what) => {
    expect(() => accessOf([rule as Access[number]])).toThrow(what)
  })

  test('what is not configured stays as the lake has it', () => {
    expect(accessOf(undefined, rules)).toBe(rules)
    expect(accessOf([], rules)).toEqual([])
  })
})
