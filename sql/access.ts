import { LakeError } from '../schema/error.ts'

/** The columns by which rows are shown to some and not to others: whose queue, whose team, whose instance. */
export const accessColumns = [
  'instance_arn',
  'queue_name',
  'agent_hierarchy_level1_name',
  'agent_hierarchy_level2_name',
  'agent_hierarchy_level3_name',
  'agent_hierarchy_level4_name',
  'agent_hierarchy_level5_name',
] as const
export type AccessColumn = (typeof accessColumns)[number]

/** By column, the values of the rows that may be seen: rows that have one of them in each of these columns. */
export type VisibleRows = { readonly [C in AccessColumn]?: readonly string[] | undefined }

/** What a user, or the members of a group, may see. What several rules allow is allowed. */
export interface AccessRule {
  readonly user?: string | undefined
  readonly group?: string | undefined
  readonly rows: 'all' | VisibleRows
  /** Whether columns of personal data are shown, too. */
  readonly personal_data?: boolean | undefined
}

/** Who sees what. Once there is a rule, nobody sees any row that no rule gives. */
export type Access = readonly AccessRule[]

const fault = (what: string, value: unknown, allowed: string, remedy: string): LakeError =>
  new LakeError({ what: `access: ${what}`, value: JSON.stringify(value), allowed, remedy })

/**
 * What is configured, else what the lake has, so that a run without the configuration takes no rule away.
 * @throws LakeError for a rule of nobody or of two, and for one that says nothing.
 */
export function accessOf(configured: Access | undefined, deployed: Access = []): Access {
  const access = configured ?? deployed
  for (const rule of access) {
    const whose = [rule.user, rule.group].filter(name => name !== undefined && name.trim() !== '')
    if (whose.length !== 1)
      throw fault('a rule is of one user or of one group', rule, 'user or group', 'leave one of them out')
    if (rule.rows === 'all') continue
    const lists = Object.values(rule.rows)
    if (lists.length === 0 || lists.some(values => values?.length === 0))
      throw fault(
        'a rule says nothing',
        rule,
        `"all", or values for some of ${accessColumns.join(', ')}`,
        'name the values that may be seen; leave the rule out to show nothing',
      )
  }
  return access
}
