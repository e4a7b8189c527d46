import { describe, expect, test } from 'vitest'
import { agentEventSource } from '../../etl/sources/agent-event.ts'
import { contactRecordSource } from '../../etl/sources/contact-record.ts'
import { glueColumns, glueJsonColumns } from '../../schema/formats/glue.ts'
import { trinoColumns } from '../../schema/formats/trino.ts'
import { shapeOf } from '../../schema/shape.ts'
import type { Column, Table } from '../../schema/table.ts'
import { tables } from '../../schema/tables.ts'

/** A type of Hive's in the words of Trino, as both engines take the one for the other. */
function inTrino(type: string): string {
  const [, kind, inner = ''] = /^(array|map|struct)<(.*)>$/.exec(type) ?? []
  if (kind === 'array') return `array(${inTrino(inner)})`
  if (kind === 'map') return `map(${split(inner).map(inTrino).join(', ')})`
  if (kind === 'struct') {
    const fields = split(inner).map(field => {
      const [, name, of = ''] = /^([^:]+):(.*)$/.exec(field) ?? []
      return `"${name}" ${inTrino(of)}`
    })
    return `row(${fields.join(', ')})`
  }
  return { string: 'varchar', timestamp: 'timestamp(3)' }[type] ?? type
}

/** The parts between commas that stand in no bracket. */
function split(text: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const letter of text) {
    if (letter === '<') depth++
    if (letter === '>') depth--
    if (letter === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts
}

describe.each(Object.values<Table>(tables))('$name', table => {
  const columns = glueColumns(table)

  test('has the types that Trino is told', () => {
    const said = columns.map(({ Name, Type }) => `"${Name}" ${inTrino(Type)}`)
    expect([...said, 'dt varchar'].join(', ')).toBe(trinoColumns(table))
  })

  test('is within what Glue takes', () => {
    for (const { Name, Comment = '' } of columns) {
      expect(Name).toBe(Name.toLowerCase())
      expect(Comment.length, Name).toBeLessThanOrEqual(255)
      expect(Comment, Name).not.toMatch(/[\r\n]/)
    }
    expect(table.doc.length).toBeLessThanOrEqual(2048)
  })

  test('marks what is personal, and nothing else', () => {
    for (const { Name, Parameters } of columns) {
      const { pii } = table.columns[Name] as Column
      expect(Parameters, Name).toEqual(pii && { pii: 'true', pii_kind: pii })
    }
  })
})

test('a doc that fits is told whole, a longer one as far as it goes', () => {
  const told = Object.values<Table>(tables).flatMap(table =>
    glueColumns(table).map(({ Name, Comment }) => [table.columns[Name]?.doc ?? '', Comment ?? ''] as const),
  )
  for (const [doc, comment] of told) {
    if (doc.length <= 255) expect(comment).toBe(doc)
    else expect([comment.length, doc.startsWith(comment.slice(0, -1))]).toEqual([255, true])
  }
  expect(told.some(([doc]) => doc.length > 255)).toBe(true)
})

describe('raw records', () => {
  const shapes = [contactRecordSource, agentEventSource].map(({ table }) => shapeOf(table))
  const columns = glueJsonColumns(shapes)
  const typeOf = (name: string) => columns.find(({ Name }) => Name === name)?.Type

  test('have every key of every source once, in small letters', () => {
    const names = columns.map(({ Name }) => Name)
    const keys = shapes.flatMap(({ members }) => Object.keys(members))
    expect(names).toEqual([...new Set(keys.map(key => key.toLowerCase()))])
    expect(names).toEqual(expect.arrayContaining(['contactid', 'eventid', 'awsaccountid']))
  })

  test.each([
    ['contactid', 'string'],
    ['attributes', 'map<string,string>'],
    ['customerendpoint', 'struct<address:string,type:string>'],
    ['mediastreams', 'array<struct<type:string>>'],
  ])('%s is %s', (name, type) => {
    expect(typeOf(name)).toBe(type)
  })
})
