import { inner, type TrinoValue, type TypeSignature } from './trino-arrow.ts'

/*
 * Athena's text for lists, maps and rows cannot be read back: `[a, b]` may be one text or two, `[null]` a text or none,
 * and what is inside has no type. So where a result has such columns the question is asked again, once for the types,
 * which reads nothing, and once with those columns as JSON. Most questions have none, and are asked once.
 */

/** Whether Athena's text for a type says less than the value. */
export const isNested = (type: string): boolean => type === 'array' || type === 'map' || type === 'row'

const columnsOf = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `c${i + 1}`)

/** What is between commas that are neither in parentheses nor in quotes. */
function parts(text: string): readonly string[] {
  const found = ['']
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"]|"")*"|[\s\S]/g)) {
    if (token === '(') depth++
    if (token === ')') depth--
    if (token === ',' && depth === 0) found.push('')
    else found[found.length - 1] += token
  }
  return found.map(part => part.trim())
}

/** `name type` as `typeof` writes it, with or without quotes; what stands before a parenthesis is a type. */
const NAMED = /^(?:"((?:[^"]|"")*)"|(?!interval |time with |timestamp with )([^\s("]+))\s+(\S[\s\S]*)$/

/** A type as Trino's `typeof` writes it: `map(varchar, array(row("at" timestamp(3))))`. */
export function typeSignature(text: string): TypeSignature {
  const [, rawType, within] = /^(array|map|row)\(([\s\S]*)\)$/.exec(text) ?? []
  if (rawType === undefined || within === undefined) {
    // What is in parentheses says how long or how exact values may be.
    return { rawType: text.replace(/\([^)]*\)/, ''), arguments: [] }
  }
  if (rawType !== 'row') {
    return { rawType, arguments: parts(within).map(part => ({ kind: 'TYPE', value: typeSignature(part) })) }
  }
  const fields = parts(within).map(part => {
    const [, quoted, plain, type] = NAMED.exec(part) ?? []
    const name = quoted?.replaceAll('""', '"') ?? plain
    const named = { ...(name === undefined ? {} : { fieldName: { name } }) }
    return {
      kind: 'NAMED_TYPE' as const,
      value: { ...named, typeSignature: typeSignature(type ?? part) },
    }
  })
  return { rawType, arguments: fields }
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
      const members = args.map((member, i) =>
        asJson(
          member.kind === 'NAMED_TYPE' ? member.value.typeSignature : inner(member),
          `${value}[${i + 1}]`,
          depth,
        ),
      )
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
