/** A word of an expression of QuickSight. */
interface Token {
  readonly kind: 'field' | 'parameter' | 'text' | 'number' | 'word' | 'sign'
  readonly text: string
  readonly at: number
}

const TOKEN =
  /\s+|\/\*[\s\S]*?\*\/|--[^\n]*|\{([^}]*)\}|\$\{([^}]*)\}|'((?:[^'\\]|\\.|'')*)'|"((?:[^"\\]|\\.)*)"|(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(<>|<=|>=|[-+*/%^=<>(),[\].!])/y

/** Thrown for an expression that is none; its message says where. */
export class ExpressionError extends Error {}

const kinds = ['field', 'parameter', 'text', 'text', 'number', 'word', 'sign'] as const

function tokens(expression: string): readonly Token[] {
  const all: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < expression.length) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(expression)
    if (!match)
      throw new ExpressionError(`cannot be read from character ${at + 1}: ${expression.slice(at, at + 20)}`)
    const i = match.slice(1).findIndex(part => part !== undefined)
    if (i >= 0) all.push({ kind: kinds[i] as Token['kind'], text: match[i + 1] as string, at })
  }
  return all
}

/** Sums, counts and their kin: of many rows one value. */
const aggregates = new Set(
  (
    'avg avgIf count countIf distinct_count distinct_countIf max maxIf median medianIf min minIf mode percentile ' +
    'percentileCont percentileDisc stdev stdevIf stdevp stdevpIf sum sumIf var varIf varp varpIf'
  ).split(' '),
)

/** Of values that are aggregates already, over the rows of a visual. */
const overVisual = new Set(
  (
    'difference firstValue lag lastValue lead nthValue percentDifference percentOfTotal periodOverPeriodDifference ' +
    'periodOverPeriodLastValue periodOverPeriodPercentDifference periodToDateAvgOverTime periodToDateCountOverTime ' +
    'periodToDateMaxOverTime periodToDateMinOverTime periodToDateSumOverTime runningAvg runningCount runningMax ' +
    'runningMin runningSum windowAvg windowCount windowMax windowMin windowSum'
  ).split(' '),
)

/** Over partitions: aggregates, unless their level is PRE_FILTER or PRE_AGG, which makes them values of rows. */
const overPartitions = new Set(
  (
    'avgOver countOver denseRank distinctCountOver maxOver minOver percentileContOver percentileDiscOver ' +
    'percentileOver percentileRank rank stdevOver stdevpOver sumOver varOver varpOver'
  ).split(' '),
)

/** As aggregates, over the rows of a period up to now. */
const periodToDate =
  'periodToDateAvg periodToDateCount periodToDateMax periodToDateMedian periodToDateMin periodToDatePercentile periodToDatePercentileCont periodToDateStDev periodToDateStDevP periodToDateSum periodToDateVar periodToDateVarP'.split(
    ' ',
  )
for (const name of periodToDate) aggregates.add(name)

/** Of values of one row. */
const scalars = new Set(
  (
    'abs addDateTime addWorkDays arccos arcsin arctan ceil coalesce concat contains cos cot dateDiff decimalToInt degrees ' +
    'endsWith epochDate exp extract floor formatDate ifelse in intToDecimal isNotNull isNull isWorkDay left length ln ' +
    'locate log ltrim mod netWorkDays notIn now nullIf parseDate parseDecimal parseInt parseJson pi power radians random ' +
    'replace right round rtrim sin split sqrt startsWith strlen substring switch tan textBetween timeDiff toLower ' +
    'toString toUpper trim truncDate'
  ).split(' '),
)

/** Every function that an expression can call. */
export const functions: readonly string[] = [...scalars, ...aggregates, ...overPartitions, ...overVisual]
const known = new Set(functions)

const LEVELS = new Set(['PRE_FILTER', 'PRE_AGG', 'POST_AGG_FILTER'])
const WORDS = new Set([
  'and',
  'or',
  'not',
  'in',
  'null',
  'true',
  'false',
  'asc',
  'desc',
  'partition',
  'by',
  'order',
])

/** How many rows a value is of: of one, of all that an aggregate took, or of none, as a constant. */
export type Level = 'row' | 'aggregate' | 'constant'

/** What an expression names. */
export interface Expression {
  /** Columns and calculated fields, each once. */
  readonly fields: readonly string[]
  readonly parameters: readonly string[]
  readonly calls: readonly string[]
  /**
   * Of which rows its value is.
   * @param of the level of a field by its name
   * @returns `mixed` where values of rows stand beside aggregates, `nested` where an aggregate is taken of one
   */
  level(of: (field: string) => Level): Level | 'mixed' | 'nested'
}

type Tree =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'constant' }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Tree[] }
  | {
      readonly kind: 'all'
      readonly parts: readonly Tree[]
      readonly isList: boolean
      readonly level?: string
    }

/** Reads operators flat: what counts is what stands beside what, not which goes first. */
class Reader {
  private at = 0
  private readonly all: readonly Token[]
  readonly fields = new Set<string>()
  readonly parameters = new Set<string>()
  readonly calls = new Set<string>()

  constructor(all: readonly Token[]) {
    this.all = all
  }

  private peek(text?: string): Token | undefined {
    const token = this.all[this.at]
    if (text === undefined) return token
    return token?.kind === 'sign' && token.text === text ? token : undefined
  }

  /** Up to one of the signs that end it. */
  private sequence(ends: readonly string[]): Tree {
    const parts: Tree[] = []
    let level: string | undefined
    for (;;) {
      const token = this.peek()
      if (!token || (token.kind === 'sign' && ends.includes(token.text))) break
      if (token.kind === 'sign' && /^[)\],]$/.test(token.text))
        throw new ExpressionError(`has a ${token.text} too many, at character ${token.at + 1}`)
      this.at++
      if (token.kind === 'word' && LEVELS.has(token.text)) level = token.text
      const part = this.operand(token)
      if (part) parts.push(part)
    }
    return { kind: 'all', parts, isList: false, ...(level && { level }) }
  }

  private within(end: string, begun: Token): readonly Tree[] {
    const parts: Tree[] = []
    for (;;) {
      parts.push(this.sequence([',', end]))
      const token = this.peek()
      if (!token)
        throw new ExpressionError(`has no ${end} for the ${begun.text} at character ${begun.at + 1}`)
      this.at++
      if (token.text === end) return parts
    }
  }

  private operand(token: Token): Tree | undefined {
    const { kind, text } = token
    if (kind === 'field') return this.field(text)
    if (kind === 'parameter') {
      // QuickSight's own: the dimensions of the visual.
      if (text !== 'visualDimensions') this.parameters.add(text)
      return { kind: 'constant' }
    }
    if (kind === 'text' || kind === 'number') return { kind: 'constant' }
    if (text === '(') return { kind: 'all', parts: this.within(')', token), isList: false }
    if (text === '[') return { kind: 'all', parts: this.within(']', token), isList: true }
    if (kind === 'sign') return undefined
    const open = this.peek('(')
    if (open && !/^(?:and|or|not)$/i.test(text)) return this.call(text, open)
    return WORDS.has(text.toLowerCase()) || LEVELS.has(text) ? undefined : this.field(text)
  }

  private field(name: string): Tree {
    this.fields.add(name)
    return { kind: 'field', name }
  }

  private call(name: string, open: Token): Tree {
    this.at++
    this.calls.add(name)
    const args = this.within(')', open)
    return { kind: 'call', name, args }
  }

  whole(): Tree {
    const tree = this.sequence([])
    if (this.all.length === 0) throw new ExpressionError('is empty')
    return tree
  }
}

const isListOnly = (tree: Tree): boolean =>
  tree.kind === 'all' && (tree.isList || (tree.parts.length === 1 && isListOnly(tree.parts[0] as Tree)))

type Levels = (tree: Tree) => Level | 'mixed' | 'nested'

function together(levels: readonly (Level | 'mixed' | 'nested')[]): Level | 'mixed' | 'nested' {
  for (const wrong of ['nested', 'mixed'] as const) if (levels.includes(wrong)) return wrong
  if (levels.includes('row') && levels.includes('aggregate')) return 'mixed'
  return levels.includes('aggregate') ? 'aggregate' : levels.includes('row') ? 'row' : 'constant'
}

function levelOfCall({ name, args }: Extract<Tree, { kind: 'call' }>, levels: Levels) {
  if (overVisual.has(name)) {
    const first = levels(args[0] as Tree)
    return first === 'nested' || first === 'mixed' ? first : 'aggregate'
  }
  // A level that a third argument names.
  const level = args
    .map(each => (each.kind === 'all' ? each.level : undefined))
    .find(each => each !== undefined)
  const isBefore = level === 'PRE_FILTER' || level === 'PRE_AGG'
  if (
    overPartitions.has(name) &&
    (level !== undefined || !aggregates.has(name) || isListOnly(args[1] as Tree))
  )
    return isBefore ? ('row' as const) : ('aggregate' as const)
  if (aggregates.has(name)) {
    const inner = together(args.filter(each => !isListOnly(each)).map(levels))
    if (inner === 'aggregate') return 'nested'
    if (inner === 'mixed' || inner === 'nested') return inner
    // `sum({a}, [{b}])` is a value of rows, again: one for each group.
    return args.slice(1).some(isListOnly) ? ('row' as const) : ('aggregate' as const)
  }
  return together(args.map(levels))
}

/**
 * Reads an expression of a calculated field.
 * @throws ExpressionError for what is none.
 */
export function expressionOf(text: string): Expression {
  const reader = new Reader(tokens(text))
  const tree = reader.whole()
  return {
    fields: [...reader.fields],
    parameters: [...reader.parameters],
    calls: [...reader.calls],
    level(of) {
      const levels: Levels = each => {
        if (each.kind === 'constant') return 'constant'
        if (each.kind === 'field') return of(each.name)
        if (each.kind === 'call') return levelOfCall(each, levels)
        return together(each.parts.map(levels))
      }
      return levels(tree)
    },
  }
}

/** The functions that are called and that QuickSight does not have. */
export const unknownCalls = ({ calls }: Expression): readonly string[] =>
  calls.filter(name => !known.has(name))
