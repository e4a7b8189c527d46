import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrowSchema } from '../../schema/formats/arrow.ts'
import { type Step, steps } from '../../schema/path.ts'
import { type Column, pathsOf, type Table } from '../../schema/table.ts'
import { agentEvent } from '../../schema/tables/agent-event.ts'
import { contactRecord } from '../../schema/tables/contact-record.ts'
import { type ByKind, derive, type Type } from '../../schema/type.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { testLake } from '../fixture/lake.ts'

const folder = temporaryFolder()

/** A value as the lake gives it back, and the JSON that a source record holds for it. */
interface Sample {
  readonly value: unknown
  readonly json: unknown
}

const same = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<Sample> =>
  arbitrary.map(value => ({ value, json: value }))

const text = fc.string({ unit: 'grapheme', maxLength: 12 })

const samples: ByKind<fc.Arbitrary<Sample>> = {
  string: () => same(text),
  bigint: () => same(fc.maxSafeInteger()),
  double: () =>
    same(
      fc
        .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
        .filter(n => !Object.is(n, -0)),
    ),
  boolean: () => same(fc.boolean()),
  timestamp: () =>
    fc
      .integer({ min: Date.UTC(2001, 0), max: Date.UTC(2099, 0) })
      .map(ms => ({ value: ms, json: new Date(ms).toISOString() })),
  json: () =>
    fc.dictionary(fc.constantFrom('a', 'b'), text).map(json => ({ value: JSON.stringify(json), json })),
  map: () =>
    same(
      fc.dictionary(
        text.filter(key => key !== '__proto__'),
        fc.option(text),
        { maxKeys: 4 },
      ),
    ),
  array: type =>
    fc
      .array(derive(samples, type.element), { maxLength: 3 })
      .map(each => ({ value: each.map(({ value }) => value), json: each.map(({ json }) => json) })),
  row: type =>
    fc
      .record(
        Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, optional(field.type)])),
      )
      .map(fields => {
        const json = {}
        for (const [name, sample] of Object.entries(fields))
          place(json, steps(type.fields[name]?.from ?? ''), sample.json)
        return {
          value: Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value])),
          json,
        }
      }),
}

const optional = (type: Type): fc.Arbitrary<Sample> =>
  fc.option(derive(samples, type), { nil: { value: null, json: null }, freq: 3 })

/** Puts a value where the path leads; `list[].Key` spreads an array over objects. */
function place(target: Record<string, unknown>, path: readonly Step[], json: unknown): void {
  const [step, next, ...rest] = path
  if (!step || !('key' in step)) return
  if (!next) target[step.key] = json
  else if ('each' in next) {
    target[step.key] =
      json === null
        ? null
        : (json as unknown[]).map(each => {
            const element = {}
            place(element, rest, each)
            return element
          })
  } else {
    target[step.key] ??= {}
    place(target[step.key] as Record<string, unknown>, [next, ...rest], json)
  }
}

/** A column that the test fills: read from a place of its own. */
const filled = ([, column]: [string, Column]): boolean =>
  pathsOf(column).length > 0 && column.pick === undefined

/** A source record and the row it must become. */
function recordOf(
  table: Table,
): fc.Arbitrary<{ record: Record<string, unknown>; row: Record<string, unknown> }> {
  const columns = Object.entries(table.columns).filter(filled)
  const values = columns.map(([name, { type, required }]) => {
    // Whoever writes JSON writes no map for a column that another one reads a member of.
    if (name === 'segment_attributes') return fc.constant({ value: '{}', json: {} })
    return required ? derive(samples, type) : optional(type)
  })
  return fc.tuple(...values).map(found => {
    const record: Record<string, unknown> = {}
    const row: Record<string, unknown> = {}
    for (const [i, [name, column]] of columns.entries()) {
      const sample = found[i] as Sample
      place(record, steps(pathsOf(column)[0] ?? ''), sample.json)
      row[name] = sample.value
    }
    return { record, row }
  })
}

const key = {
  [contactRecord.name]: ['ContactId', 'contact_id'],
  [agentEvent.name]: ['EventId', 'event_id'],
} as const

describe.each([contactRecord, agentEvent] as Table[])('$name: source record → Parquet → Arrow', table => {
  const [from, to] = key[table.name] as readonly [string, string]
  const cases = fc.sample(recordOf(table), { seed: 20250701, numRuns: 60 }).map(({ record, row }, i) => ({
    record: { ...record, [from]: `key-${String(i).padStart(3, '0')}` },
    row: { ...row, [to]: `key-${String(i).padStart(3, '0')}` },
  }))
  const names = Object.entries(table.columns)
    .filter(filled)
    .map(([name]) => `"${name}"`)

  test.each([
    ['as it is', {}],
    // An unknown field takes the object off the fast way.
    ['split record by record', { SomethingNew: 1 }],
  ])('%s', async (_name, more) => {
    const lake = testLake(folder)
    lake.add('object', cases.map(({ record }) => JSON.stringify({ ...record, ...more })).join(''))
    expect(await lake.run()).toMatchObject({ read: 60, accepted: 60 })
    expect(await lake.rows(`SELECT problem, path FROM drift WHERE problem <> 'unknown_field'`)).toEqual([])
    const rows = await lake.rows(`SELECT ${names.join(', ')} FROM ${table.name} ORDER BY "${to}"`)
    for (const [i, row] of rows.entries()) expect(row, `record ${i}`).toEqual(cases[i]?.row)
  })

  test('the engine gives the Arrow types that the schema derives', async () => {
    const lake = testLake(folder)
    lake.add('object', JSON.stringify(cases[0]?.record))
    await lake.run()
    const described = await lake.arrow(`SELECT * FROM ${table.name}`)
    expect(described.schema.fields.map(({ name, type }) => `${name}: ${type}`)).toEqual(
      arrowSchema(table).fields.map(({ name, type }) => `${name}: ${type}`),
    )
  })
})
