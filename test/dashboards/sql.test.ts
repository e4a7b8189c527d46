import { describe, expect, test } from 'vitest'
import { readSettings } from '../../dashboards/local/address.ts'
import { visualQuery } from '../../dashboards/local/compile.ts'
import { daysSql, freshnessSql, valuesSql } from '../../dashboards/local/facts.ts'
import { batches, queryText } from '../../dashboards/local/query.ts'
import { scopeOf } from '../../dashboards/local/scope.ts'
import { contactTable } from './contact-table.ts'
import { overview, sqlOf, visuals } from './overview.ts'

const data = { from: '2025-06-01', to: '2025-07-15' }

/** Addresses of a fresh view, and of one in which everything is set. */
const cases = {
  plain: '',
  filtered:
    "from=2025-07-01&to=2025-07-07&queue=Sales&queue=O'Brien%20%26%20Co&queue_none=1&agent=ann&channel=VOICE&channel=CHAT&service_level_target=90",
}

describe.each(Object.entries(cases))('%s', (name, search) => {
  test.each(visuals.map(({ id }) => id))('%s', async id => {
    await expect(`${sqlOf(id, search, data)}\n`).toMatchFileSnapshot(`golden/${id}.${name}.sql`)
  })
})

test('what the page asks for itself', async () => {
  const [queue] = overview.filters
  if (!queue) throw new Error('no filter')
  const all = [daysSql(overview), valuesSql(queue), freshnessSql].map(sql => `${sql};\n`).join('\n')
  await expect(all).toMatchFileSnapshot('golden/facts.sql')
})

test('nothing that only DuckDB understands, and no decimals', () => {
  for (const { id } of visuals)
    for (const search of Object.values(cases)) {
      const bare = sqlOf(id, search, data, true).replace(/'(?:[^']|'')*'/g, "''")
      expect(bare).not.toMatch(/::|\bQUALIFY\b|\bGROUP BY ALL\b|\bEXCLUDE\b|\bILIKE\b|"|\d\.\d(?!E)|;/i)
    }
})

describe('queries asked together', () => {
  const scope = scopeOf(overview, readSettings(overview, new URLSearchParams()), data)
  const asked = visuals.map(visual => ({ id: visual.id, query: visualQuery(visual, scope, false) }))

  test('one for all KPIs, one for each other visual', () => {
    expect(batches(asked).map(({ of }) => of.map(({ id }) => id))).toEqual([
      ['contacts', 'contacts-handled', 'abandonment-rate', 'average-handle-time'],
      ['contact-volume'],
      ['service-level'],
      ['handle-time-by-agent'],
      ['abandonment-by-queue'],
      ['disconnect-reasons'],
      ['what-changed'],
    ])
  })

  test('give each what it would get alone', async () => {
    const ask = await contactTable(
      Array.from({ length: 60 }, (_, i) => ({
        contact_date: `2025-07-${String((i % 14) + 2).padStart(2, '0')}`,
        queue_name: `queue ${i % 7}`,
        agent_username: `agent ${i % 5}`,
        is_queued: i % 3 > 0,
        is_handled: i % 4 > 0,
        is_abandoned: i % 6 === 1,
        handle_time_s: i % 4 > 0 ? i * 7 : null,
        queue_duration_s: i,
        contact_duration_s: i * 11,
      })),
    )
    for (const { sql, of } of batches(asked)) {
      const together = await ask(sql)
      for (const { query } of of) {
        const alone = await ask(queryText(query))
        expect(alone.length).toBeGreaterThan(0)
        expect(together.map((row, i) => ({ ...row, ...alone[i] }))).toEqual(together)
        expect(together).toHaveLength(alone.length)
      }
    }
  })
})
