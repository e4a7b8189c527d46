import type { ObjectShape, Shape } from '../shape.ts'
import type { Column, Table } from '../table.ts'
import { type ByKind, derive, type Type } from '../type.ts'

/** A column as the AWS Glue Data Catalog has it; `Type` in the words of Hive, which Athena's DDL uses, too. */
export interface GlueColumn {
  readonly Name: string
  readonly Type: string
  readonly Comment?: string
  readonly Parameters?: Readonly<Record<string, string>>
}

/** Glue takes no longer comment of a column, and no line breaks in it. */
const LONGEST_COMMENT = 255

const rules: ByKind<string> = {
  string: () => 'string',
  bigint: () => 'bigint',
  double: () => 'double',
  boolean: () => 'boolean',
  timestamp: () => 'timestamp',
  json: () => 'string',
  map: () => 'map<string,string>',
  array: type => `array<${derive(rules, type.element)}>`,
  row: type =>
    `struct<${Object.entries(type.fields)
      .map(([name, field]) => `${name}:${derive(rules, field.type)}`)
      .join(',')}>`,
}

/** The type that a column has in Glue. */
const glueType = (type: Type): string => derive(rules, type)

/** A doc as a comment: whole where it fits, else as much of it as does. */
export function glueComment(doc: string): string {
  const line = doc.replace(/\s+/g, ' ')
  return line.length <= LONGEST_COMMENT ? line : `${line.slice(0, LONGEST_COMMENT - 1)}…`
}

const glueColumn = ([name, { type, doc, pii }]: readonly [string, Column]): GlueColumn => ({
  Name: name,
  Type: glueType(type),
  Comment: glueComment(doc),
  // What policies of the account ask for; which kind of personal data it is stands beside it.
  ...(pii && { Parameters: { pii: 'true', pii_kind: pii } }),
})

/** Columns by their names and types, and nothing that is said about them. */
export const bareGlueColumns = (
  columns: Readonly<Record<string, { readonly type: Type }>>,
): readonly GlueColumn[] =>
  Object.entries(columns).map(([Name, { type }]) => ({ Name, Type: glueType(type) }))

/** The columns of a table, without the key of its partitions. */
export const glueColumns = (table: Table): readonly GlueColumn[] =>
  Object.entries<Column>(table.columns).map(glueColumn)

/** The members of objects, as Hive knows them: by small letters. Keys that differ in nothing else are one. */
function members(shapes: readonly ObjectShape[]): readonly (readonly [name: string, type: string])[] {
  const types = new Map<string, string>()
  for (const shape of shapes) {
    for (const [key, member] of Object.entries(shape.members)) {
      const name = key.toLowerCase()
      if (!types.has(name)) types.set(name, jsonType(member))
    }
  }
  return [...types]
}

/** Whatever stands there is shown as it stands: this is for looking, not for counting. */
function jsonType(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
    case 'json':
      return 'string'
    case 'map':
      return 'map<string,string>'
    case 'list':
      return `array<${jsonType(shape.element)}>`
    case 'object': {
      const fields = members([shape]).map(([name, type]) => `${name}:${type}`)
      return `struct<${fields.join(',')}>`
    }
  }
}

/** The columns of raw records of all these shapes, as a JSON SerDe reads them: one for each key that any of them has. */
export const glueJsonColumns = (shapes: readonly ObjectShape[]): readonly GlueColumn[] =>
  members(shapes).map(([Name, Type]) => ({ Name, Type }))
