import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { plain } from '../lake/plain.ts'
import { cases, ERROR, type Gap } from './dialect.cases.ts'

const numbers = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(numbers) : typeof value === 'bigint' ? Number(value) : value

/** Every case, on an engine: Athena's answer, or a gap that is still open. */
export function dialectContract(name: Gap['engine'], open: () => Promise<QueryEngine>): void {
  describe(`the dialect of the views, on ${name}`, () => {
    let engine: QueryEngine
    beforeAll(async () => {
      engine = await open()
    })
    afterAll(() => engine.close())

    const answer = (sql: string): Promise<unknown> =>
      engine.query(sql).then(
        result => numbers(plain(result.toArray()[0]?.toArray()[0])),
        () => ERROR,
      )

    test.each(cases)('$sql', async ({ sql, athena, gap }) => {
      const said = await answer(sql)
      if (gap?.engine === name) expect(said, `closed: take the gap away (${gap.reason})`).not.toEqual(athena)
      else expect(said).toEqual(athena)
    })

    test('a sum of bigint is a bigint', async () => {
      const { schema } = await engine.query('SELECT sum(x) AS s FROM (VALUES (1), (2)) AS t(x)')
      expect(String(schema.fields[0]?.type)).toBe('Int64')
    })
  })
}
