import type { QueryEngine } from '../../lake/engine/engine.ts'
import { LakeError } from '../../schema/error.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { sqlName } from '../../sql/literal.ts'
import type { ViewType } from '../../sql/view.ts'

/** The types of a view's columns, by those in which results travel. */
const types: Readonly<Record<string, ViewType>> = {
  Utf8: 'varchar',
  Int64: 'bigint',
  Float64: 'double',
  Bool: 'boolean',
  'Date32<DAY>': 'date',
  'Timestamp<MILLISECOND>': 'timestamp',
}

/** What a view gives, by its engine, otherwise than it was declared; undefined when it is as declared. Reads no rows. */
async function apart(engine: QueryEngine, { name, columns = {} }: DeployedView): Promise<string | undefined> {
  const { schema } = await engine.query(`SELECT * FROM ${sqlName(name)} WHERE false`)
  const given = schema.fields.map(field => `${field.name} ${types[String(field.type)] ?? field.type}`)
  const declared = Object.entries(columns).map(([column, { type }]) => `${column} ${type}`)
  if (given.join() === declared.join()) return undefined
  const [more, less] = [
    given.filter(each => !declared.includes(each)),
    declared.filter(each => !given.includes(each)),
  ]
  if (more.length + less.length === 0) return 'gives its columns in another order'
  return `gives ${more.join(', ') || 'no more'}, lacks ${less.join(', ') || 'nothing'}`
}

/** Asks views for what they give: name → why that is not what was declared. Views that are as declared are not in it. */
export async function staleViews(
  engine: () => Promise<QueryEngine>,
  views: readonly DeployedView[],
): Promise<ReadonlyMap<string, string>> {
  const stale = new Map<string, string>()
  const opened = engine()
  const left = [...views]
  async function ask(): Promise<void> {
    for (let view = left.shift(); view; view = left.shift()) {
      const why = await opened
        .then(asked => apart(asked, view as DeployedView))
        .catch((error: unknown) => {
          if (!(error instanceof LakeError)) throw error
          return `${error.what}: ${error.value}`
        })
      if (why !== undefined) stale.set(view.name, why)
    }
  }
  // A few at a time: how many an engine takes at once is for its account.
  await Promise.all([ask(), ask(), ask(), ask()]).finally(async () =>
    (await opened.catch(() => undefined))?.close(),
  )
  return stale
}

/** Throws when the engine does not answer a view as it was declared. */
export async function checkAnswered(engine: QueryEngine, view: DeployedView): Promise<void> {
  const why = await apart(engine, view)
  if (why === undefined) return
  throw new LakeError({
    what: 'a view gives other columns than it declares',
    value: `${view.name} ${why}`,
    allowed: 'the columns of its contract, in their order',
    remedy:
      'no alias was switched to it; see whether the tables are those of this release: connect-lake catalog status',
  })
}
