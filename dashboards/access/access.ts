import { type Access, type AccessColumn, type AccessRule, accessColumns } from '../../sql/access.ts'
import { sqlName, sqlText } from '../../sql/literal.ts'
import type { Dataset } from '../spec/dataset.ts'

/** Somebody whose eyes a dashboard is looked at with: a user, or any member of a group. */
export interface Viewer {
  readonly kind: 'user' | 'group'
  readonly name: string
}

/** The viewer as one word, such as `group:sales-leads`, and back; undefined for what is none. */
export const viewerText = ({ kind, name }: Viewer): string => `${kind}:${name}`
export function viewerOf(text: string): Viewer | undefined {
  const [, kind, name] = /^(user|group):(.+)$/.exec(text) ?? []
  return kind && name ? { kind: kind as Viewer['kind'], name } : undefined
}

/** All whom the rules name, each once. */
export function viewersIn(access: Access): readonly Viewer[] {
  const all = access.map(
    ({ user, group = '' }): Viewer =>
      user === undefined ? { kind: 'group', name: group } : { kind: 'user', name: user },
  )
  return [...new Map(all.map(viewer => [viewerText(viewer), viewer])).values()]
}

const rulesOf = (access: Access, { kind, name }: Viewer): Access => access.filter(rule => rule[kind] === name)

/** The columns of a data set by which rules can give rows. */
export const accessColumnsOf = ({ view }: Dataset): readonly AccessColumn[] =>
  accessColumns.filter(column => column in view.columns)

/**
 * Whether a rule says anything of the rows of a data set. One that asks for a column which they do not have gives none
 * of them: what cannot be told is not shown.
 */
const concerns = ({ rows }: AccessRule, columns: readonly AccessColumn[]): boolean =>
  rows === 'all' || Object.keys(rows).every(column => columns.includes(column as AccessColumn))

const within = ({ rows }: AccessRule): string => {
  if (rows === 'all') return 'true'
  const parts = Object.entries(rows).flatMap(([column, values]) =>
    values ? [`${sqlName(column)} IN (${values.map(sqlText).join(', ')})`] : [],
  )
  return `(${parts.join(' AND ')})`
}

/**
 * The condition on the rows of a data set that the viewer may see; undefined for all of them. Data sets without any of
 * the columns are of the lake itself, not of contacts or agents: everybody sees them.
 */
export function visibleRows(data: Dataset, access: Access, viewer: Viewer): string | undefined {
  const columns = accessColumnsOf(data)
  if (columns.length === 0) return undefined
  const rules = rulesOf(access, viewer).filter(rule => concerns(rule, columns))
  if (rules.some(({ rows }) => rows === 'all')) return undefined
  const [first, ...more] = rules.map(within)
  if (first === undefined) return 'false'
  return more.length === 0 ? first : `(${[first, ...more].join(' OR ')})`
}

/** Whether the viewer sees columns of personal data. */
export const seesPersonalData = (access: Access, viewer: Viewer): boolean =>
  rulesOf(access, viewer).some(rule => rule.personal_data === true)

/** The rules of a data set as QuickSight takes them: its columns, and the SQL that gives their rows. */
export interface RowLevelRules {
  /** `UserName`, `GroupName` and the columns by which rows are given; all are text. */
  readonly columns: readonly string[]
  readonly sql: string
}

/**
 * What QuickSight is to read of the view `access_rule` for a data set; undefined where there is nothing to rule by.
 * @param before what stands before the name of the view, where there is no database to look it up in
 */
export function rowLevelRules(data: Dataset, before = ''): RowLevelRules | undefined {
  const columns = accessColumnsOf(data)
  if (columns.length === 0) return undefined
  const others = accessColumns.filter(column => !columns.includes(column))
  const where = others.map(column => `${column} IS NULL`)
  return {
    columns: ['UserName', 'GroupName', ...columns],
    sql: `SELECT
  user_name AS "UserName",
  group_name AS "GroupName",
  ${columns.join(',\n  ')}
FROM ${before}access_rule${where.length > 0 ? `\nWHERE ${where.join('\n  AND ')}` : ''}`,
  }
}
