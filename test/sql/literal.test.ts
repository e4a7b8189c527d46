import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqlLiteral, sqlName } from '../../sql/literal.ts'

test('text stays text, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), value => {
      const sql = sqlLiteral({ type: 'varchar', value })
      expect(sql.startsWith("'") && sql.endsWith("'")).toBe(true)
      expect(sql.slice(1, -1).replaceAll("''", '')).not.toContain("'")
      expect(sql.slice(1, -1).replaceAll("''", "'")).toBe(value)
    }),
    { seed: 1 },
  )
})

test.each([
  [{ type: 'bigint', value: 12 }, '12'],
  [{ type: 'bigint', value: 9007199254740993n }, '9007199254740993'],
  [{ type: 'double', value: 1.5 }, '1.5E0'],
  [{ type: 'double', value: 0.001 }, '1E-3'],
  [{ type: 'date', value: '2024-02-29' }, "DATE '2024-02-29'"],
  [{ type: 'timestamp', value: '2025-07-01T10:00:00Z' }, "TIMESTAMP '2025-07-01 10:00:00'"],
  [{ type: 'timestamp', value: '2025-07-01 10:00:00.123' }, "TIMESTAMP '2025-07-01 10:00:00.123'"],
] as const)('%o is %s', (literal, sql) => expect(sqlLiteral(literal)).toBe(sql))

test.each([
  { type: 'bigint', value: 1.5 },
  { type: 'bigint', value: Number.NaN },
  { type: 'double', value: Number.POSITIVE_INFINITY },
  { type: 'date', value: '2025-02-29' },
  { type: 'date', value: "2025-01-01'; DROP" },
  { type: 'timestamp', value: '2025-07-01' },
] as const)('%j is refused', literal => expect(() => sqlLiteral(literal)).toThrow())

test('a name is one of ours, or refused', () => {
  expect(sqlName('queue_name')).toBe('queue_name')
  for (const name of ['', 'Queue', 'a b', 'a"b', '1a', 'a;b']) expect(() => sqlName(name)).toThrow()
})
