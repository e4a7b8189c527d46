import { describe, expect, test } from 'vitest'
import { LakeError } from '../../schema/error.ts'
import type { AskedLake, EngineWords } from './engine.contract.ts'

/** Whatever is asked, an engine reads the lake, and nothing else is read or written. */
export function sandboxContract(words: EngineWords, lake: () => AskedLake): void {
  const failure = (sql: string): Promise<LakeError> =>
    lake()
      .engine.query(sql)
      .then(
        () => Promise.reject(new Error(`answered: ${sql}`)),
        (error: LakeError) => error,
      )
  const contacts = async (): Promise<unknown> =>
    (await lake().engine.query('SELECT count(*) AS n FROM contact')).get(0)?.n

  describe('what writes, or reaches outside the lake, is refused, and leaves nothing behind', () => {
    const statements = [
      'CREATE TABLE t AS SELECT 1',
      'CREATE VIEW contact AS SELECT 1',
      'EXPLAIN ANALYZE CREATE TABLE t AS SELECT 1',
      'DROP VIEW contact',
      'ALTER VIEW contact RENAME TO c',
      `INSERT INTO contact_record (contact_id) VALUES ('d')`,
      'DELETE FROM contact_record',
      'UPDATE contact_record SET contact_id = NULL',
      'BEGIN',
      'SELECT 1; SELECT 2',
      'SELECT 1; DROP VIEW contact',
      'PREPARE p AS SELECT 1',
      ...words.refused,
    ]
    test.each(statements)('%s', async statement => {
      const before = lake().everything()
      const error = await failure(
        statement.replace('OUTSIDE', lake().outside).replace('LAKE', lake().location),
      )
      expect(error).toBeInstanceOf(LakeError)
      expect(`${error.what} ${error.value} ${error.remedy}`).not.toContain('hidden')
      expect(lake().everything()).toEqual(before)
      expect(await contacts()).toBe(3n)
    })

    test('what it asked, what is allowed, and what to do', async () => {
      const writing = await failure('DROP VIEW contact')
      expect(writing).toMatchObject({
        what: 'this statement is not a question',
        value: 'DROP VIEW contact',
      })
      expect(writing.allowed).toContain('SELECT')
      expect(writing.remedy).toContain('SELECT')
      const outside = await failure(words.outside.sql.replace('OUTSIDE', lake().outside))
      expect(outside.what).toBe('the query reaches outside the lake')
      expect(outside.value).toContain(words.outside.named)
      expect(outside.allowed).toContain('tables and views')
      expect(outside.remedy).toContain('SHOW TABLES')
    })

    test.each([
      'WITH t AS (SELECT 1 AS n) SELECT n FROM t',
      '-- why\nSELECT 1;',
      '/* why */ (SELECT 1)',
      'VALUES (1)',
      'SHOW TABLES',
      'DESCRIBE contact',
      'EXPLAIN SELECT 1',
      'EXPLAIN ANALYZE SELECT * FROM contact',
      ...words.questions,
    ])('questions are answered: %s', async sql => {
      expect((await lake().engine.query(sql)).numRows).toBeGreaterThan(0)
    })
  })
}
