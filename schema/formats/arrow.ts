import {
  Bool,
  type DataType,
  Field,
  Float64,
  Int64,
  List,
  Map_,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow'
import type { Table } from '../table.ts'
import { type ByKind, derive, type Type } from '../type.ts'

const rules: ByKind<DataType> = {
  string: () => new Utf8(),
  bigint: () => new Int64(),
  double: () => new Float64(),
  boolean: () => new Bool(),
  // Without a zone, as Athena's timestamp: the instants are UTC by definition.
  timestamp: () => new TimestampMillisecond(),
  json: () => new Utf8(),
  map: () =>
    new Map_(
      new Field(
        'entries',
        new Struct<{ key: Utf8; value: Utf8 }>([
          new Field('key', new Utf8(), false),
          new Field('value', new Utf8(), true),
        ]),
        false,
      ),
    ),
  array: type => new List(new Field('item', derive(rules, type.element), true)),
  row: type =>
    new Struct(
      Object.entries(type.fields).map(([name, field]) => new Field(name, derive(rules, field.type), true)),
    ),
}

/** The Arrow type of a column's type. */
const arrowType = (type: Type): DataType => derive(rules, type)

/** The Arrow schema of a table's rows, with the partition key `dt` at the end. */
export const arrowSchema = (table: Table): Schema =>
  new Schema([
    ...Object.entries(table.columns).map(
      ([name, { type, required }]) => new Field(name, arrowType(type), !required),
    ),
    new Field('dt', new Utf8(), false),
  ])
