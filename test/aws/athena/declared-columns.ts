import { views } from '../../../sql/views.ts'
import type { Canned } from './canned.ts'

/**
 * What plays Athena gives the columns that a view declares, as it would if all were well.
 * @param refused a view that it cannot answer
 */
export function declaredColumns(sql: string, refused = ''): Canned {
  const [, name = ''] = /^SELECT \* FROM (\w+) WHERE false$/.exec(sql) ?? []
  const view = Object.values(views).find(
    each => each.name === name || `${each.name}_v${each.version}` === name,
  )
  if (!view || name === refused)
    return { error: ['COLUMN_NOT_FOUND', `line 1:1: ${name} cannot be answered`] }
  return {
    columns: Object.fromEntries(Object.entries(view.columns).map(([column, { type }]) => [column, type])),
  }
}
