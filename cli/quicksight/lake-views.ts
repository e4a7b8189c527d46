import { restrictedColumns, rowRules } from '../../dashboards/deploy/protection.ts'
import { isOf, type Request, requestName } from '../../dashboards/quicksight/request.ts'
import type { QuickSightSettings } from '../../dashboards/quicksight/settings.ts'
import { LakeError } from '../../schema/error.ts'
import { type Access, accessColumns } from '../../sql/access.ts'
import { contactAttributeColumn } from '../../sql/contact-attribute.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { viewSql } from '../../sql/files.ts'
import { views } from '../../sql/views.ts'
import type { Config } from '../config.ts'
import { accessIn } from '../views/configured.ts'

/** The views of the database that QuickSight reads. */
export async function lakeViews({
  database,
  region,
}: Pick<QuickSightSettings, 'database' | 'region'>): Promise<readonly DeployedView[]> {
  const { glueViews } = await import('../../lake/catalog/glue-views.ts')
  return glueViews({ catalog: 'awsdatacatalog', database, client: { region } }).views()
}

const remedyFor = (database: string): string =>
  `deploy the views first: connect-lake views apply --engine athena --database ${database}`

const viewsRead = (wanted: readonly Request[]): readonly string[] =>
  wanted.filter(isOf('CreateDataSet')).flatMap(({ input }) =>
    Object.values(input.PhysicalTableMap ?? {}).flatMap(
      // SQL of our own reads the view of the rules, and is named like it.
      ({ RelationalTable, CustomSql }) => RelationalTable?.Name ?? CustomSql?.Name ?? [],
    ),
  )

/**
 * A data set that shows more than the rules of access do, for people; undefined of one that does not.
 * @param granted  principals to whom the rules give personal data
 * @param harmless columns of contact attributes that are no personal data
 */
function openedBy(
  each: Request<'CreateDataSet'>,
  granted: ReadonlySet<string>,
  harmless: ReadonlySet<string>,
): string | undefined {
  const { input } = each
  if (input.UseAs === 'RLS_RULES') return undefined
  const [read, inView, personal] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { RelationalTable, CustomSql, S3Source } of Object.values(input.PhysicalTableMap ?? {})) {
    const columns = RelationalTable?.InputColumns ?? CustomSql?.Columns ?? S3Source?.InputColumns ?? []
    for (const { Name = '' } of columns) read.add(Name)
    const view = Object.values(views).find(({ name }) => name === (RelationalTable ?? CustomSql)?.Name)
    // Attributes are no columns of the view: whether one is personal is for the configuration to say.
    for (const { Name = '' } of columns)
      if (Name.startsWith(contactAttributeColumn('')) && !harmless.has(Name)) personal.add(Name)
    for (const [name, { pii }] of Object.entries(view?.columns ?? {})) {
      // What is ruled by a column is so whether the data set reads it or not.
      inView.add(name)
      if (pii) personal.add(name)
    }
  }
  const ruled = accessColumns.filter(name => inView.has(name) || read.has(name))
  const restricted = restrictedColumns(input)
  const seen = [...personal].filter(
    name => read.has(name) && ![...(restricted.get(name) ?? [''])].every(principal => granted.has(principal)),
  )
  const open = [
    ...(ruled.length > 0 && !rowRules(input) ? [`rows, whatever their ${ruled.join(', ')}`] : []),
    ...(seen.length > 0 ? [`personal data in ${seen.join(', ')}`] : []),
  ]
  return open.length > 0 ? `${requestName(each)}: ${open.join('; ')}` : undefined
}

/** What decides whether the lake is as wanted data sets need it. */
interface LakeCheck {
  readonly config: Config
  readonly database: string
  /** Principals to whom the rules of access give personal data. */
  readonly granted: ReadonlySet<string>
  /** Also takes data sets that show what the rules of the lake do not. */
  readonly unprotect?: boolean
}

/**
 * Throws where data sets would read what the database does not have: a view, or the rules of the configuration. QuickSight
 * makes row-level security of the rules that were deployed with the views, whatever the configuration says by now. Throws,
 * too, for data sets that these rules do not bind, wherever they were compiled.
 */
export function checkLakeViews(
  deployed: readonly DeployedView[],
  wanted: readonly Request[],
  { config, database, granted, unprotect = false }: LakeCheck,
): void {
  const missing = viewsRead(wanted).filter(name => !deployed.some(view => view.name === name))
  if (missing.length > 0)
    throw new LakeError({
      what: 'the database lacks views that data sets read',
      value: `${database}: ${[...new Set(missing)].join(', ')}`,
      allowed: 'a database with the views of this version: "database" in the section quicksight',
      remedy: remedyFor(database),
    })
  const [there, here] = [accessIn(deployed, { ...config, access: undefined }), accessIn(deployed, config)]
  const text = (access: Access): string => viewSql(views.access_rule, { time_zone: 'UTC', access })
  if (text(there) !== text(here))
    throw new LakeError({
      what: 'who sees which rows is not the same in the configuration and in the lake',
      value: `${here.length} rules are configured, ${there.length} are in the view access_rule of ${database}`,
      allowed: 'the rules of the configuration, deployed with the views',
      remedy: remedyFor(database),
    })
  if (there.length === 0 || unprotect) return
  const harmless = new Set(
    config.contact_attributes.flatMap(({ name, personal }) => (personal ? [] : contactAttributeColumn(name))),
  )
  const open = wanted.filter(isOf('CreateDataSet')).flatMap(each => openedBy(each, granted, harmless) ?? [])
  if (open.length === 0) return
  throw new LakeError({
    what: 'the lake has rules of access, and data sets would show more than these do',
    value: open.join('\n'),
    allowed: 'data sets that were compiled with these rules',
    remedy:
      'compile with "access" in the configuration, or apply without --from; or open them nevertheless with --unprotect',
  })
}
