import { unfit } from './arrow.ts'
import {
  inner,
  type NamedType,
  type TrinoValue,
  type TypeArgument,
  type TypeSignature,
} from './trino-arrow.ts'

/*
 * Athena's text for lists, maps and rows cannot be read back: `[a, b]` may be one text or two, `[null]` a text or none,
 * and what is inside has no type. So where a result has such columns the question is asked again, once for the types,
 * which reads nothing, and once with those columns as JSON. Most questions have none, and are asked once.
 */

/** Whether Athena's text for a type says less than the value. */
export const isNested = (type: string): boolean => type === 'array' || type === 'map' || type === 'row'

const columnsOf = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `c${i + 1}`)

/** What is between commas that are not in parentheses. */
function parts(text: string): readonly string[] {
  const found = ['']
  let depth = 0
  for (const sign of text) {
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === ',' && depth === 0) found.push('')
    else found[found.length - 1] += sign
  }
  return found.map(part => part.trim())
}

const TYPE =
  /^(?:(?:array|map|row)\([\s\S]*\)|boolean|tinyint|smallint|integer|bigint|real|double|date|json|uuid|ipaddress|unknown|varbinary|(?:var)?char(?:\(\d+\))?|decimal\(\d+, ?\d+\)|time(?:stamp)?(?:\(\d+\))?(?: with time zone)?|interval (?:day to second|year to month))$/

/** A member of a row, as `typeof` writes it: a type alone, or behind a name, which newer versions put in quotes. */
function member(text: string): NamedType {
  if (TYPE.test(text)) return { typeSignature: typeSignature(text) }
  for (let at = text.indexOf(' '); at > 0; at = text.indexOf(' ', at + 1)) {
    const [name, type] = [text.slice(0, at), text.slice(at + 1)]
    if (!TYPE.test(type)) continue
    const [, quoted] = /^"([\s\S]*)"$/.exec(name) ?? []
    return {
      fieldName: { name: quoted?.replaceAll('""', '"') ?? name },
      typeSignature: typeSignature(type),
    }
  }
  throw unfit(
    'a row whose members cannot be told apart',
    text,
    'names of letters, digits and underscores',
    'select its members on their own',
  )
}

/** A type as Trino's `typeof` writes it: `map(varchar, array(row(at timestamp(3), n bigint)))`. */
export function typeSignature(text: string): TypeSignature {
  const [, rawType, within] = /^(array|map|row)\(([\s\S]*)\)$/.exec(text) ?? []
  if (rawType === undefined || within === undefined) {
    // What is in parentheses says how long or how exact values may be.
    return { rawType: text.replace(/\([^)]*\)/, ''), arguments: [] }
  }
  const args = parts(within).map(
    (part): TypeArgument =>
      rawType === 'row'
        ? { kind: 'NAMED_TYPE', value: member(part) }
        : { kind: 'TYPE', value: typeSignature(part) },
  )
  return { rawType, arguments: args }
}

/** A question for the types of the columns of another: one row, for which no data is read. */
export const typesSql = (sql: string, columns: number): string => {
  const names = columnsOf(columns)
  return `SELECT ${names.map(name => `typeof(q.${name})`).join(', ')}
FROM (VALUES 1) one (n) LEFT JOIN (SELECT * FROM (
${sql}
) WHERE false) q (${names.join(', ')}) ON true`
}

/** A value as JSON that has texts for all that is not nested, so that no digit gets lost on the way, and pairs for maps. */
function asJson({ rawType, arguments: args }: TypeSignature, value: string, depth = 0): string {
  const each = `e${depth}`
  const list = (items: readonly string[]): string => `ARRAY[${items.join(', ')}]`
  switch (rawType) {
    case 'array':
      return `CAST(transform(${value}, ${each} -> ${asJson(inner(args[0]), each, depth + 1)}) AS json)`
    case 'map': {
      const pair = args.map((type, i) => asJson(inner(type), `${each}[${i + 1}]`, depth + 1))
      return `CAST(transform(map_entries(${value}), ${each} -> ${list(pair)}) AS json)`
    }
    case 'row': {
      const members = args.map((type, i) => asJson(inner(type), `${value}[${i + 1}]`, depth))
      return `IF(${value} IS NULL, NULL, CAST(${list(members)} AS json))`
    }
    case 'json':
      return `CAST(json_format(${value}) AS json)`
    default:
      return `CAST(CAST(${value} AS varchar) AS json)`
  }
}

/** Without what is in comments and quotes: for looking at keywords. */
const bare = (sql: string): string =>
  sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, found =>
    /^['"]/.test(found) ? '""' : ' ',
  )

const BOUNDED = /\b(?:LIMIT\s+(?:\d+|ALL)|OFFSET\s+\d+(?:\s+ROWS?)?|ROWS?\s+(?:ONLY|WITH\s+TIES))\s*$/i

/**
 * A question as part of another, its order kept. An ORDER BY inside is dropped where nothing follows it; with OFFSET it
 * counts, and the outer question, which only reads columns, has the plan of a sorted SELECT.
 */
const sorted = (sql: string): string =>
  /\bORDER\s+BY\b/i.test(bare(sql)) && !BOUNDED.test(bare(sql)) ? `${sql}\nOFFSET 0` : sql

/** The same question, nested columns as JSON. */
export function unnestedSql(sql: string, types: readonly TypeSignature[]): string {
  const names = columnsOf(types.length)
  const columns = types.map((type, i) =>
    isNested(type.rawType) ? `json_format(${asJson(type, `q.${names[i]}`)}) AS ${names[i]}` : `q.${names[i]}`,
  )
  return `SELECT ${columns.join(', ')}\nFROM (\n${sorted(sql)}\n) q (${names.join(', ')})`
}

/** What `unnestedSql` made of a value, as Trino would have it. */
export const nestedValue = (text: string): TrinoValue => JSON.parse(text)
