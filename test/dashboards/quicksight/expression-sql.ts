/**
 * Calculated fields of QuickSight as SQL of Trino, written from its documentation: what the expressions mean, not what
 * they were made of. It knows the functions that the compiler uses, and throws for any other.
 */

export interface Scope {
  /** The SQL of a field by its name. */
  field(name: string): string
  /** The SQL of what the viewer has set. */
  parameter(name: string): string
  /** A value of all rows as they are before filters of the analysis, as a column of those that filters leave. */
  beforeFilters?(sql: string): string
}

type Token = {
  readonly kind: 'name' | 'field' | 'parameter' | 'text' | 'number' | 'sign'
  readonly text: string
}

const TOKEN =
  /\s*(?:\{([^}]*)\}|\$\{(\w+)\}|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+(?:\.\d+)?)|([A-Za-z]\w*)|(<=|>=|<>|[-+*/=<>(),[\]]))/y

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text)
    if (!match) throw new Error(`this is no expression: ${text}`)
    const [, field, parameter, single, double, number, name, sign] = match
    const quoted = single ?? double
    if (field !== undefined) tokens.push({ kind: 'field', text: field })
    else if (parameter !== undefined) tokens.push({ kind: 'parameter', text: parameter })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1') })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else tokens.push({ kind: 'sign', text: sign as string })
  }
  return tokens
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** What a function is in SQL. */
const functions: Readonly<Record<string, (args: string[], scope: Scope) => string>> = {
  sum: ([of = '']) => `sum(${of})`,
  count: ([of = '']) => `count(${of})`,
  max: ([of = '']) => `max(${of})`,
  min: ([of = '']) => `min(${of})`,
  isNull: ([of = '']) => `(${of} IS NULL)`,
  toString: ([of = '']: string[]) => `CAST(${of} AS varchar)`,
  abs: ([of = '']) => `abs(${of})`,
  coalesce: args => `coalesce(${args.join(', ')})`,
  nullIf: args => `nullif(${args.join(', ')})`,
  concat: args => `concat(${args.join(', ')})`,
  // The only partition that is used is none: all groups of the visual.
  sumOver(args) {
    const [of = '', partition = ''] = args
    if (partition !== '') throw new Error(`a partition: ${partition}`)
    return `sum(${of}) OVER ()`
  },
  minOver([of = '', partition = '', level], { beforeFilters }) {
    if (partition !== '' || level !== 'PRE_FILTER' || !beforeFilters)
      throw new Error(`minOver by ${partition}, ${level}`)
    return beforeFilters(`min(${of}) OVER ()`)
  },
  ifelse(args) {
    const cases = Array.from(
      { length: (args.length - 1) / 2 },
      (_, i) => `WHEN ${args[2 * i]} THEN ${args[2 * i + 1]}`,
    )
    return `CASE ${cases.join(' ')} ELSE ${args.at(-1)} END`
  },
  addDateTime([amount = '', unit, of = '']) {
    if (unit === "'MI'") return `(${of} + (${amount}) * INTERVAL '1' MINUTE)`
    if (unit !== "'DD'") throw new Error(`a unit: ${unit}`)
    return `CAST(${of} + (${amount}) * INTERVAL '1' DAY AS date)`
  },
  truncDate([unit, of = '']) {
    if (unit !== "'DD'") throw new Error(`a unit: ${unit}`)
    return `CAST(${of} AS date)`
  },
  now: (_, { parameter }) => parameter('now()'),
  dateDiff([from = '', to = '', unit]) {
    if (unit !== "'DD'") throw new Error(`a unit: ${unit}`)
    return `date_diff('day', ${from}, ${to})`
  },
}

const OPERATORS = [['OR'], ['AND'], ['=', '<>', '<', '>', '<=', '>='], ['+', '-'], ['*', '/']] as const

/** The SQL of an expression. Decimals are doubles, which is what QuickSight counts with. */
export function expressionSql(source: string, scope: Scope): string {
  const tokens = tokensOf(source)
  let at = 0
  const take = (expected: string): void => {
    if (tokens[at++]?.text !== expected) throw new Error(`${expected} is missing in ${source}`)
  }
  function list(end: string): string[] {
    const items: string[] = []
    while (tokens[at]?.text !== end) {
      items.push(operation(0))
      if (tokens[at]?.text === ',') at++
    }
    at++
    return items
  }
  function primary(): string {
    const token = tokens[at++]
    switch (token?.kind) {
      case 'field':
        return scope.field(token.text)
      case 'parameter':
        return scope.parameter(token.text)
      case 'text':
        return text(token.text)
      case 'number':
        return token.text.includes('.')
          ? `${Number(token.text).toExponential().replace('e+', 'E')}`
          : token.text
      case 'name': {
        if (['true', 'false', 'null', 'PRE_FILTER'].includes(token.text)) return token.text
        const write = functions[token.text]
        if (!write) throw new Error(`no such function: ${token.text}`)
        take('(')
        return write(list(')'), scope)
      }
      default: {
        if (token?.text === '[') return list(']').join(', ')
        if (token?.text === '-') return `-${primary()}`
        if (token?.text !== '(')
          throw new Error(`${token?.text ?? 'the end'} stands where a value is in ${source}`)
        const inner = operation(0)
        take(')')
        return `(${inner})`
      }
    }
  }
  function operation(level: number): string {
    const signs: readonly string[] | undefined = OPERATORS[level]
    if (!signs) return primary()
    let left = operation(level + 1)
    while (signs.includes(tokens[at]?.text ?? '') && tokens[at]?.kind !== 'text') {
      const sign = tokens[at++]?.text
      left = `${left} ${sign} ${operation(level + 1)}`
    }
    return left
  }
  const sql = operation(0)
  if (at < tokens.length) throw new Error(`${tokens[at]?.text} is left over in ${source}`)
  return sql
}

/** Whether an expression is made of groups of rows. */
export const isAggregate = (source: string): boolean => /\b(sum|count|max|min|sumOver)\(/.test(source)
