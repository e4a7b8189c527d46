import { Option } from 'commander'
import type { ViewCatalog } from '../lake/catalog/catalog.ts'
import type { QueryEngine } from '../lake/engine/engine.ts'
import type { LakeState } from '../lake/log/state.ts'
import { athenaRegion } from './aws.ts'
import { type Config, engines } from './config.ts'
import { athenaPlace, trinoSession } from './engine-place.ts'
import { existingLake, type OpenLake, openEngine } from './lake.ts'
import { WrongUse } from './wrong-use.ts'

/** What the flags say of the engine. */
export interface EngineFlags {
  readonly engine?: Config['engine']
  readonly database?: string
  readonly workgroup?: string
  readonly trinoUrl?: string
}

/** The flags that say who answers. */
export const engineFlags = (): readonly Option[] => [
  new Option(
    '--engine <engine>',
    'who answers: DuckDB on this machine, Athena or Trino (default: local)',
  ).choices(engines),
  new Option('--database <name>', 'where the tables and views are: database of Athena, or schema of Trino'),
  new Option('--workgroup <name>', 'workgroup of Athena (default: primary)'),
  new Option('--trino-url <url>', 'address of Trino, such as http://127.0.0.1:8080'),
]

/** The flags as the configuration has them. */
export const engineSettings = ({ engine, database, workgroup, trinoUrl }: EngineFlags) => ({
  engine,
  athena: { database, workgroup },
  trino: { schema: database, url: trinoUrl },
})

/** Athena and Trino have the newest state only. Throws a `WrongUse` for a look back at them. */
export function checkAt({ engine }: Config, at: string | undefined): void {
  if (engine === 'local' || at === undefined) return
  throw new WrongUse({
    what: 'only the local engine looks back at a commit',
    value: `--at ${at} with --engine ${engine}`,
    allowed: '--at with --engine local',
    remedy: 'leave out --at, or ask with --engine local',
  })
}

/** The lake that a command asks about: it has to be there for the local engine, for the others where it is named. */
export const lakeAsked = async (config: Config): Promise<OpenLake | undefined> =>
  config.engine === 'local' || config.lake !== undefined ? existingLake(config) : undefined

/** Where the views of Athena are deployed. */
export async function athenaViews(config: Config): Promise<ViewCatalog> {
  const { catalog, database } = athenaPlace(config)
  const region = athenaRegion(config)
  if (catalog.toLowerCase() !== 'awsdatacatalog') {
    throw new WrongUse({
      what: 'views are deployed in the catalog of the account only',
      value: catalog,
      allowed: 'AwsDataCatalog',
      remedy:
        'leave athena.catalog out of the configuration, or deploy them from the account that has the catalog',
    })
  }
  const { glueViews } = await import('../lake/catalog/glue-views.ts')
  return glueViews({ catalog: catalog.toLowerCase(), database, ...(region && { client: { region } }) })
}

/** Where the views of Trino are deployed. */
export async function trinoViewsOf(config: Config): Promise<ViewCatalog> {
  const session = trinoSession(config)
  const { trinoViews } = await import('../lake/catalog/trino-views.ts')
  const { trinoStatement } = await import('../lake/engine/trino.ts')
  return trinoViews({ ...session, run: trinoStatement(session) })
}

/**
 * The engine that the configuration names.
 * @param lake  what the local engine asks; other engines have tables of their own
 * @param state of the lake, for the local engine; the newest, unless another is given
 */
export async function engineOf(
  config: Config,
  lake: OpenLake | undefined,
  state?: LakeState,
): Promise<QueryEngine> {
  if (config.engine === 'athena') {
    const place = athenaPlace(config)
    return (await import('../lake/engine/athena.ts')).athenaEngine(place)
  }
  if (config.engine === 'trino') {
    const session = trinoSession(config)
    return (await import('../lake/engine/trino.ts')).trinoEngine(session)
  }
  return openEngine(lake ?? (await existingLake(config)), config, state)
}
