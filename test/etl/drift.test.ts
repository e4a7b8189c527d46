import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conforms, type Difference, DriftBook, differences, masked, shortened } from '../../etl/drift.ts'
import type { ObjectShape } from '../../schema/shape.ts'

const text = { kind: 'text' } as const
const shape: ObjectShape = {
  kind: 'object',
  members: {
    name: text,
    open: { kind: 'json' },
    pairs: { kind: 'map' },
    words: { kind: 'list', element: text },
    inner: {
      kind: 'object',
      members: { list: { kind: 'list', element: { kind: 'object', members: { x: text } } } },
    },
  },
}

/** Records that are right, nearly right, and anything but: known and unknown keys over values of every kind. */
const key = fc.constantFrom(
  'name',
  'open',
  'pairs',
  'words',
  'inner',
  'list',
  'x',
  'constructor',
  '__proto__',
  'other',
)
const { value } = fc.letrec<{ value: unknown; record: Record<string, unknown> }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 'text'),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('record'),
  ),
  record: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 4 })
    // Through JSON, because that is how records come: with an own key named __proto__, too.
    .map(entries =>
      JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`),
    ),
}))
const record = fc.dictionary(key, value, { maxKeys: 5 })

test('the quick look agrees with the search: a record conforms when, and only when, it has no difference', () => {
  let differing = 0
  fc.assert(
    fc.property(record, some => {
      const found = [...differences(shape, some)]
      if (found.length > 0) differing++
      expect(conforms(shape, some)).toBe(found.length === 0)
    }),
    { seed: 20250701, numRuns: 3000 },
  )
  // Both outcomes were met often enough to mean something.
  expect(differing).toBeGreaterThan(500)
  expect(3000 - differing).toBeGreaterThan(100)
})

describe('differences', () => {
  const found = (some: object) =>
    [...differences(shape, some as Record<string, unknown>)].map(({ path, problem, json_type }) => [
      path,
      problem,
      json_type,
    ])

  test.each([
    ['a null is never one', { name: null, pairs: null, words: null, inner: null }, []],
    ['text takes any value, JSON and maps theirs', { name: { a: [1] }, open: [{}], pairs: { any: 1 } }, []],
    ['an unknown key', { other: [1] }, [['other', 'unknown_field', 'array']]],
    ['a null under an unknown key', { other: null }, [['other', 'unknown_field', 'null']]],
    [
      'inside a list',
      { inner: { list: [{ x: 1 }, { y: true }] } },
      [['inner.list[].y', 'unknown_field', 'boolean']],
    ],
    ['a list where an object belongs', { inner: [1] }, [['inner', 'unexpected_kind', 'array']]],
    ['text where a list belongs', { words: 'a' }, [['words', 'unexpected_kind', 'string']]],
    ['a list where a map belongs', { pairs: [] }, [['pairs', 'unexpected_kind', 'array']]],
    ['text among objects', { inner: { list: ['a'] } }, [['inner.list[]', 'unexpected_kind', 'string']]],
    ['a key of every object', JSON.parse('{"toString":1}'), [['toString', 'unknown_field', 'number']]],
  ])('%s', (_name, some, expected) => expect(found(some)).toEqual(expected))

  test('samples show the form of a value and not the value', () => {
    const [first] = differences(shape, { other: { Phone: '+44 1234 äöß 東京 ٣' } })
    expect(first?.sample).toBe('{"xxxxx":"+99 9999 xxx xx 9"}')
    expect(masked('a'.repeat(500))).toBe('x'.repeat(120))
    expect(shortened('a1'.repeat(100))).toBe('a1'.repeat(60))
  })
})

describe('the book of drift', () => {
  const at = (path: string, sample = ''): Difference => ({
    path,
    problem: 'unknown_field',
    json_type: 'string',
    sample,
  })

  test('counts a path once for each record, however often it stands in it', () => {
    const book = new DriftBook()
    book.add('t', 0, [at('a[].x'), at('a[].x'), at('b')])
    book.add('t', 0, [at('a[].x')])
    expect(book.entries()).toMatchObject([
      { path: 'a[].x', records: 2 },
      { path: 'b', records: 1 },
    ])
  })

  test('tells tables, problems and JSON types apart', () => {
    const book = new DriftBook()
    book.add('t', 0, [
      at('a'),
      { ...at('a'), json_type: 'number' },
      { ...at('a'), problem: 'unexpected_kind' },
    ])
    book.add('u', 0, [at('a')], 7)
    expect(book.entries().map(({ table_name, records }) => [table_name, records])).toEqual([
      ['t', 1],
      ['t', 1],
      ['t', 1],
      ['u', 7],
    ])
  })

  test('shows the first object in the order of arrival, whichever is read first', () => {
    // Objects are read side by side; of each path the sample is from the earliest.
    const objects = [0, 1, 2, 3].map(object => ({ object, path: object % 2 === 0 ? 'even' : 'odd' }))
    fc.assert(
      fc.property(fc.shuffledSubarray(objects, { minLength: 4 }), order => {
        const book = new DriftBook()
        for (const { object, path } of order) book.add('t', object, [at(path, `of ${object}`)])
        expect(new Set(book.entries())).toEqual(
          new Set([
            { ...at('even', 'of 0'), table_name: 't', records: 2, object: 0 },
            { ...at('odd', 'of 1'), table_name: 't', records: 2, object: 1 },
          ]),
        )
      }),
      { seed: 20250701, numRuns: 24 },
    )
  })

  test('keys of anyone’s making do not fill the memory: beyond 10,000 they are counted together', () => {
    const book = new DriftBook()
    for (let i = 0; i < 10_050; i++) book.add('t', 0, [at(`key-${i}`)])
    book.add('t', 0, [at('key-7')])
    const entries = book.entries()
    expect(entries).toHaveLength(10_001)
    expect(entries.find(({ path }) => path === '(more)')).toMatchObject({ records: 50 })
    expect(entries.find(({ path }) => path === 'key-7')).toMatchObject({ records: 2 })
  })
})
