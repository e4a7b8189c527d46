import {
  AliasedRelationContext,
  ArithmeticBinaryContext,
  AtTimeZoneContext,
  CastContext,
  ColumnReferenceContext,
  CurrentDateContext,
  CurrentTimeContext,
  CurrentTimestampContext,
  DecimalLiteralContext,
  FunctionCallContext,
  GroupingTermContext,
  LambdaContext,
  LocalTimeContext,
  LocalTimestampContext,
  QuerySpecificationContext,
  SelectItemContext,
  SubscriptContext,
  TypeConstructorContext,
  UnnestContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js'
import { type Node, nodesOf } from './parse.ts'

/** A construct that is kept out of the views, and what to write in its place. */
export interface Rule {
  readonly what: string
  readonly instead: string
  /** Whether the node is one, given the proven functions. */
  readonly found: (node: Node) => boolean
}

/** The types that a value may be cast to: those that a column of a view can have, and integer. */
const castable = /^(?:varchar|bigint|integer|double|boolean|date|timestamp(?:\(3\))?)$/i
const plainMoment =
  /^(?:DATE'\d{4}-\d\d-\d\d'|TIMESTAMP'\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?')$/i

/** Never 0: a number that is not, or NULL where it would be. */
const safeDivisor = (text: string): boolean => /^nullif\(.*,0(?:E0)?\)$/i.test(text) || Number(text) > 0

const clocks = [
  CurrentDateContext,
  CurrentTimeContext,
  CurrentTimestampContext,
  LocalTimeContext,
  LocalTimestampContext,
]

/**
 * Names that a SELECT gives to what is no column of that name. Where the expression has such a column in it, there is one:
 * then both engines group by the column.
 */
function aliases(specification: QuerySpecificationContext): ReadonlySet<string> {
  const items = [...nodesOf(specification.selectList() as unknown as Node)].filter(
    node => node instanceof SelectItemContext,
  )
  return new Set(
    items.flatMap(item => {
      const alias = item.identifier()?.getText().toLowerCase()
      const expression = item.selectExpressionColumnName()?.getText().toLowerCase()
      const plain = item.selectLiteralColumnName()?.getText().toLowerCase()
      if (alias === undefined) return []
      const isOwn = (text: string | undefined): boolean =>
        text === alias || text?.endsWith(`.${alias}`) === true
      const within = [...nodesOf(item as unknown as Node)].some(
        node => node instanceof ColumnReferenceContext && isOwn(node.getText().toLowerCase()),
      )
      return within || isOwn(expression ?? plain) ? [] : [alias]
    }),
  )
}

function groupsByAlias(node: Node): boolean {
  if (!(node instanceof QuerySpecificationContext)) return false
  const grouped = node.groupBy()
  if (!grouped) return false
  const names = aliases(node)
  return [...nodesOf(grouped as unknown as Node)].some(
    term => term instanceof GroupingTermContext && names.has(term.getText().toLowerCase()),
  )
}

function unnestsPairs(node: Node): boolean {
  if (!(node instanceof AliasedRelationContext)) return false
  const primary = node.relationPrimary() as unknown as Node
  const source = [primary, ...(primary.children ?? [])].find(each => each instanceof UnnestContext)
  if (!source) return false
  const columns = node.columnAliases()?.identifier().length ?? 0
  return source.expression().length !== 1 || columns !== (source.KW_ORDINALITY() ? 2 : 1)
}

function divides(node: Node): boolean {
  if (node instanceof ArithmeticBinaryContext && (node.SLASH() || node.PERCENT()))
    return !safeDivisor(node.valueExpression(1)?.getText() ?? '')
  return (
    node instanceof FunctionCallContext &&
    /^mod$/i.test(node.functionName().getText()) &&
    !safeDivisor(node.expression(1)?.getText() ?? '')
  )
}

export const rules: readonly Rule[] = [
  {
    what: 'a decimal',
    instead: 'a double: 1.5E0 for 1.5',
    found: node => node instanceof DecimalLiteralContext,
  },
  {
    what: 'a lambda',
    instead: 'a table in which the list is exploded',
    found: node => node instanceof LambdaContext,
  },
  {
    what: 'a part of a list or map by its place or key',
    instead: 'a table in which the list or map is exploded',
    found: node => node instanceof SubscriptContext,
  },
  {
    what: 'an UNNEST of more than one list of plain values',
    instead: 'UNNEST(list) AS t(value), or a table in which the map or the rows are exploded',
    found: unnestsPairs,
  },
  {
    what: 'a GROUP BY of the name that SELECT gives to something else',
    instead: 'the expression itself, or its place: GROUP BY 1',
    found: groupsByAlias,
  },
  {
    what: 'a division by what may be 0: an error in Athena, NULL in DuckDB',
    instead: 'NULLIF(divisor, 0)',
    found: divides,
  },
  {
    what: 'a time with a zone',
    instead: 'times in UTC, or a join with business_calendar for local ones',
    found: node =>
      node instanceof AtTimeZoneContext ||
      (node instanceof TypeConstructorContext && !plainMoment.test(node.getText())),
  },
  {
    what: 'the time at which it is asked',
    instead: 'times of the data: a view gives the same tomorrow',
    found: node => clocks.some(clock => node instanceof clock),
  },
  {
    what: 'a cast to a type that no column has',
    instead: 'varchar, bigint, integer, double, boolean, date, timestamp',
    found: node => node instanceof CastContext && !castable.test(node.type().getText()),
  },
  {
    what: 'a try_cast to a whole number: 1.5 is NULL in Athena, 2 in DuckDB',
    instead: 'try_cast to double, and a comparison with its floor',
    found: node =>
      node instanceof CastContext &&
      node.KW_TRY_CAST() !== null &&
      /^(?:bigint|integer)$/i.test(node.type().getText()),
  },
]

/** What to write in place of what is no SQL of Athena's, by what stands where the parser stopped. */
export const notAthena: readonly (readonly [at: RegExp, instead: string])[] = [
  [/::/, 'CAST(x AS type)'],
  [/\bQUALIFY\b/i, 'the window function in a subquery, and WHERE around it'],
  [/\bGROUP BY ALL\b/i, 'the expressions, or their places: GROUP BY 1, 2'],
  [/\b(?:EXCLUDE|EXCEPT|REPLACE)\s*\(/i, 'the names of the columns'],
  [/\bILIKE\b/i, 'lower(x) LIKE pattern'],
  [/\bOFFSET\b/i, 'OFFSET n LIMIT m, in this order'],
  [/\[/, 'ARRAY[…]'],
]
