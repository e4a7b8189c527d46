import { describe, expect, test } from 'vitest'
import { viewSql } from '../../sql/files.ts'
import { periodOf } from '../../sql/metrics/period.ts'
import { questionSql } from '../../sql/metrics/query.ts'
import { views } from '../../sql/views.ts'
import { gallery } from '../dashboards/gallery/gallery.ts'
import { dashboardQuestions } from './dashboard-questions.ts'
import { provenFunctions } from './lint/functions.ts'
import { lint } from './lint/lint.ts'
import { metricQuestions } from './metric-questions.ts'

const proven = provenFunctions()

test.each(Object.values(views))('view $name keeps to what both engines answer alike', view => {
  const configured = { time_zone: 'Asia/Kathmandu', business_hours: { monday: ['09:00-17:15'] } }
  expect(lint(viewSql(view), proven)).toEqual([])
  expect(lint(viewSql(view, configured), proven)).toEqual([])
})

test.each(metricQuestions)('metrics of $subject by "$by" do, too', ({ by_zone, ask }) => {
  const period = periodOf('2025-03-26', '2025-04-04', by_zone ? 'Europe/Paris' : 'UTC')
  expect(lint(questionSql(ask(period)), proven)).toEqual([])
})

const days = { from: '2025-03-26', to: '2025-04-04' }
test.each([...dashboardQuestions(days), ...dashboardQuestions(days, [gallery])])('and $of', ({ sql }) =>
  expect(lint(sql, proven)).toEqual([]),
)

describe('what is refused, and what is named in its place', () => {
  test.each([
    ['SELECT 1.5 AS a', 'a decimal', '1.5E0'],
    ["SELECT DECIMAL '1.5' AS a", 'a time with a zone', 'UTC'],
    ['SELECT transform(a, x -> x + 1) AS b FROM t', 'a lambda', 'exploded'],
    ['SELECT a[1] AS b FROM t', 'by its place or key', 'exploded'],
    ['SELECT k FROM t CROSS JOIN UNNEST(m) AS u(k, v)', 'UNNEST', 'UNNEST(list) AS t(value)'],
    ['SELECT e FROM t CROSS JOIN UNNEST(a, b) AS u(e, f)', 'UNNEST', 'UNNEST(list) AS t(value)'],
    ['SELECT e FROM t CROSS JOIN UNNEST(m) WITH ORDINALITY AS u(k, v, n)', 'UNNEST', 'UNNEST(list)'],
    ['SELECT a + 1 AS b, count(*) AS n FROM t GROUP BY b', 'GROUP BY of the name', 'GROUP BY 1'],
    ['SELECT x.a AS b FROM t AS x GROUP BY x.a, b', 'GROUP BY of the name', 'GROUP BY 1'],
    ['SELECT a / b AS c FROM t', 'division', 'NULLIF'],
    ['SELECT a / 0 AS c FROM t', 'division', 'NULLIF'],
    ['SELECT a % (b + 1) AS c FROM t', 'division', 'NULLIF'],
    ['SELECT mod(a, b) AS c FROM t', 'division', 'NULLIF'],
    ["SELECT a AT TIME ZONE 'Europe/Paris' AS c FROM t", 'a time with a zone', 'business_calendar'],
    ["SELECT TIMESTAMP '2025-07-01 00:00:00 UTC' AS c", 'a time with a zone', 'UTC'],
    ['SELECT current_timestamp AS c', 'the time at which it is asked', 'same tomorrow'],
    ['SELECT a FROM t WHERE b < current_date', 'the time at which it is asked', 'same tomorrow'],
    ['SELECT CAST(a AS decimal(10, 2)) AS c FROM t', 'a cast to a type', 'double'],
    ['SELECT CAST(a AS timestamp with time zone) AS c FROM t', 'a cast to a type', 'timestamp'],
    ['SELECT try_cast(a AS bigint) AS c FROM t', 'a try_cast', 'double'],
    ["SELECT format_datetime(a, 'yyyy') AS c FROM t", 'the function format_datetime', 'dialect.cases.ts'],
    ['SELECT Substr(a, 1) AS c, strftime(a) AS d FROM t', 'the function strftime', 'dialect.cases.ts'],
    ['SELECT extract(dow FROM a) AS c FROM t', 'the function extract', 'dialect.cases.ts'],
    ['SELECT a::bigint AS c FROM t', "no SQL of Athena's", 'CAST(x AS type)'],
    ['SELECT a FROM t QUALIFY row_number() OVER (ORDER BY a) = 1', "no SQL of Athena's", 'subquery'],
    ['SELECT a, count(*) AS n FROM t GROUP BY ALL', "no SQL of Athena's", 'GROUP BY 1, 2'],
    ['SELECT * EXCLUDE (a) FROM t', "no SQL of Athena's", 'names of the columns'],
    ["SELECT a FROM t WHERE a ILIKE 'x'", "no SQL of Athena's", 'lower(x) LIKE'],
    ['SELECT a FROM t LIMIT 1 OFFSET 1', "no SQL of Athena's", 'in this order'],
    ['SELECT [1, 2] AS a', "no SQL of Athena's", 'ARRAY'],
    ['SELECT a FROM', "no SQL of Athena's", 'near'],
  ])('%s', (sql, what, instead) => {
    const found = lint(sql, proven)
    expect(found).toContainEqual({
      line: 1,
      what: expect.stringContaining(what),
      instead: expect.stringContaining(instead),
    })
  })

  test('nothing is found twice, and each at its line', () => {
    expect(lint('SELECT\n  a,\n  1.5 AS b\nFROM t', proven).map(({ line }) => line)).toEqual([3])
  })
})

test.each([
  'SELECT minute(a) / 15 AS b, c / NULLIF(d, 0) AS e, f % 7 AS g, mod(f, 7) AS h FROM t',
  'SELECT t.a AS a, b, count(*) AS n FROM t GROUP BY t.a, b',
  'SELECT a + 1 AS b, count(*) AS n FROM t GROUP BY a + 1 ORDER BY b',
  'SELECT coalesce(a, b) AS a, count(*) AS n FROM t GROUP BY a, b',
  'SELECT e, n FROM t CROSS JOIN UNNEST(list) WITH ORDINALITY AS u(e, n)',
  "SELECT DATE '2025-07-01' AS a, TIMESTAMP '2025-07-01 00:00:00.123' AS b, INTERVAL '15' MINUTE AS c",
  'SELECT try_cast(a AS double) AS b, CAST(c AS timestamp(3)) AS d FROM t',
  "-- 1.5, a::b, a -> b\nSELECT '1.5 a::b' AS a",
])('nothing is found in: %s', sql => expect(lint(sql, proven)).toEqual([]))
