import { expectTypeOf, test } from 'vitest'
import { type Row, table } from '../../schema/table.ts'
import { array, bigint, boolean, double, json, map, row, string, timestamp } from '../../schema/type.ts'

const every = table({
  name: 'every',
  doc: 'Every kind of column.',
  key: ['id'],
  partition: { dt: 'at_timestamp' },
  columns: {
    id: { type: string, from: 'Id', required: true, doc: 'Key of the row.' },
    at_timestamp: { type: timestamp, from: 'At', required: true, doc: 'Time of the row.' },
    whole: { type: bigint, from: 'Whole', doc: 'Some whole number.' },
    ratio: { type: double, from: 'Ratio', doc: 'Some number.' },
    flag: { type: boolean, from: 'Flag', doc: 'Either of two.' },
    document: { type: json, from: 'Document', doc: 'JSON of any shape.' },
    tags: { type: map, from: 'Tags', doc: 'Texts by name.' },
    parts: {
      type: array(row({ name: { type: string, from: 'Name', doc: 'Name of a part.' } })),
      from: 'Parts',
      doc: 'Parts of the row.',
    },
  },
})

test('a row has the types of its columns; only required ones are never null', () => {
  type EveryRow = Row<typeof every>
  expectTypeOf<EveryRow['id']>().toEqualTypeOf<string>()
  expectTypeOf<EveryRow['at_timestamp']>().toEqualTypeOf<number>()
  expectTypeOf<EveryRow['whole']>().toEqualTypeOf<bigint | null>()
  expectTypeOf<EveryRow['ratio']>().toEqualTypeOf<number | null>()
  expectTypeOf<EveryRow['flag']>().toEqualTypeOf<boolean | null>()
  expectTypeOf<EveryRow['document']>().toEqualTypeOf<string | null>()
  expectTypeOf<EveryRow['tags']>().toEqualTypeOf<ReadonlyMap<string, string | null> | null>()
  expectTypeOf<EveryRow['parts']>().toEqualTypeOf<
    readonly ({ readonly name: string | null } | null)[] | null
  >()
  expectTypeOf<EveryRow>().not.toHaveProperty('absent')
})
