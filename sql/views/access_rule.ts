import { type Access, accessColumns } from '../access.ts'
import { sqlText } from '../literal.ts'
import { view } from '../view.ts'

/** A list as QuickSight reads it in a rule: comma-separated, a value that holds a comma or a quote within quotes. */
const listed = (values: readonly string[]): string =>
  values.map(value => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',')

const text = (value: string | undefined): string =>
  value === undefined ? 'CAST(NULL AS varchar)' : sqlText(value)

function generate({ access = [] }: { readonly access?: Access }): string {
  const names = ['rule_number', 'user_name', 'group_name', ...accessColumns, 'personal_data']
  const types: Readonly<Record<string, string>> = { rule_number: 'bigint', personal_data: 'boolean' }
  const rows = access.map(({ user, group, rows: visible, personal_data = false }, i) => {
    const lists = accessColumns.map(column => (visible === 'all' ? undefined : visible[column]))
    const number = `CAST(${i + 1} AS bigint)`
    const cells = [
      ...[number, text(user), text(group)],
      ...lists.map(values => text(values && listed(values))),
      String(personal_data),
    ]
    return cells.map((cell, at) => `${cell} AS ${names[at]}`)
  })
  const none = names.map(name => `CAST(NULL AS ${types[name] ?? 'varchar'}) AS ${name}`)
  const selects = rows.map(cells => `SELECT\n  ${cells.join(',\n  ')}`)
  return `-- Generated: the rules of the configuration (access).
${selects.length > 0 ? selects.join('\nUNION ALL\n') : `SELECT\n  ${none.join(',\n  ')}\nWHERE false`}`
}

const visible = (what: string) =>
  ({
    type: 'varchar',
    doc: `${what}, comma-separated; null: any, also none.`,
  }) as const

/** Who may see which rows. */
export const accessRule = view({
  name: 'access_rule',
  version: 1,
  generate,
  made_of: 'access',
  doc: 'One row per rule of the configuration (access): which rows a user or a group may see. Row-level security of QuickSight is made of it, and so is "view as" on the local page. What several rules allow is allowed; without any rule, everything is.',
  grain: ['rule_number'],
  uses: [],
  columns: {
    rule_number: { type: 'bigint', doc: 'Place of the rule in the configuration, from 1.' },
    user_name: { type: 'varchar', doc: 'User; null for a rule of a group.' },
    group_name: { type: 'varchar', doc: 'Group; null for a rule of a user.' },
    instance_arn: visible('ARNs of the Connect instances'),
    queue_name: visible('Names of the queues'),
    agent_hierarchy_level1_name: visible("The agents' groups, top level"),
    agent_hierarchy_level2_name: visible("The agents' groups, second level"),
    agent_hierarchy_level3_name: visible("The agents' groups, third level"),
    agent_hierarchy_level4_name: visible("The agents' groups, fourth level"),
    agent_hierarchy_level5_name: visible("The agents' groups, fifth level"),
    personal_data: { type: 'boolean', doc: 'Columns of personal data are shown, too.' },
  },
})
