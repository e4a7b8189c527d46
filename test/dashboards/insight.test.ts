import { describe, expect, test } from 'vitest'
import type { Row } from '../../dashboards/local/rows.ts'
import { sentencesOf } from '../../dashboards/page/insight.ts'
import { pageVisual } from './gallery/shown.ts'

const visual = pageVisual('insight', 'insight')
const value = 'contacts_abandoned'
const row = (period: string, about: number, key: Row, count: number): Row => ({
  ...{ period, about, contact_date: null, queue_name: null, [value]: count },
  ...key,
})
const said = (rows: readonly Row[]): readonly string[] =>
  sentencesOf(visual, rows).map(({ lead, rest }) => `${lead}${rest}`.replaceAll('\u00a0', ' '))

const now: readonly Row[] = [
  row('current', 1, { contact_date: '2025-07-03' }, 12),
  row('current', 1, { contact_date: '2025-07-04' }, 18),
  row('current', 2, { queue_name: 'Sales' }, 20),
  row('current', 2, { queue_name: 'Care' }, 10),
  row('current', 3, {}, 30),
]

test('the value and its change, the highest day, who had most, and who changed most', () => {
  expect(
    said([
      ...now,
      row('previous', 2, { queue_name: 'Sales' }, 18),
      row('previous', 2, { queue_name: 'Care' }, 2),
      row('previous', 2, { queue_name: null }, 4),
      row('previous', 3, {}, 24),
    ]),
  ).toEqual([
    // 30 against 24 is a quarter more.
    'Contacts abandoned: 30, up 25.0 % against 24 in the period before.',
    'Jul 4, 2025 was the highest day, with 18.',
    'Sales had most: 20, 66.7 % of all.',
    'Care changed most: from 2 to 10.',
  ])
})

test('without a period before nothing is compared', () => {
  expect(said(now)).toEqual([
    'Contacts abandoned: 30, with no equal period before to compare with.',
    'Jul 4, 2025 was the highest day, with 18.',
    'Sales had most: 20, 66.7 % of all.',
  ])
})

describe('what cannot be said is not said', () => {
  test('nothing of nothing', () => expect(said([])).toEqual([]))

  test('no per cent of 0; a group that is gone counts', () => {
    expect(
      said([
        row('current', 3, {}, 5),
        row('current', 2, { queue_name: 'Care' }, 5),
        row('previous', 3, {}, 0),
      ]),
    ).toEqual(['Contacts abandoned: 5, after 0 in the period before.'])
  })

  test('unchanged is said so', () => {
    expect(said([row('current', 3, {}, 5), row('previous', 3, {}, 5)])).toEqual([
      'Contacts abandoned: 5, unchanged against 5 in the period before.',
    ])
  })
})
