import type { GlueClientConfig } from '@aws-sdk/client-glue'
import { LakeError } from '../../schema/error.ts'
import { sameColumns } from '../../sql/contract.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import type { ViewCatalog } from './catalog.ts'
import { glueRequests } from './glue-requests.ts'
import { viewInput, viewOf } from './glue-view.ts'

/** A database of Glue, as Athena sees it. */
export interface GlueViewPlace {
  /** As the text of a view resolves it, in small letters: awsdatacatalog. */
  readonly catalog: string
  readonly database: string
  /** Region, credentials and endpoint where they are not those of the environment. */
  readonly client?: GlueClientConfig
}

/** How often one looks again at what an unclear answer has left. */
const MOST_ROUNDS = 3

/**
 * The views of a database of Glue, for Athena. They are written as Athena writes them, not with its CREATE VIEW: view and
 * note come about in one write, which is refused when others were faster, and the columns are those of the contract. That
 * Athena can answer a view is for whoever deploys it to ask, before an alias stands for it.
 */
export function glueViews({ catalog, database, client = {} }: GlueViewPlace): ViewCatalog {
  const glue = glueRequests(database, client)

  async function views(): Promise<readonly DeployedView[]> {
    return ((await glue.tables()) ?? []).flatMap(table => viewOf(table) ?? [])
  }

  /** Writes until it is clear what came of it. An answer can be lost: then what is there is what was to be. */
  async function settled(
    name: string,
    write: () => Promise<boolean>,
    isThere: (now?: DeployedView) => boolean,
  ) {
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      if (await write()) return
      const tables = await glue.tables()
      if (!tables) throw noDatabase(database)
      const now = tables.find(({ Name }) => Name === name)
      if (isThere(now && viewOf(now))) return
    }
    throw new LakeError({
      what: 'others changed a view at the same time, or Glue is too busy',
      value: `Glue database ${database}, view ${name}`,
      allowed: 'one deployment at a time, and no table of that name',
      remedy:
        'see what there is with: connect-lake views status --engine athena; and run the same command again',
    })
  }

  return {
    name: `Glue database ${database}`,
    views,
    putView(view, before) {
      const input = viewInput(view, catalog, database)
      const write = () => (before ? glue.updateTable(input, before.revision) : glue.createTable(input))
      return settled(
        view.name,
        write,
        now =>
          now?.sql === view.sql &&
          now.deployment === view.deployment &&
          sameColumns(now.columns ?? {}, view.columns ?? {}),
      )
    },
    dropView: name =>
      settled(
        name,
        () => glue.deleteTable(name),
        now => now === undefined,
      ),
  }
}

const noDatabase = (database: string): LakeError =>
  new LakeError({
    what: 'there is no such database in Glue',
    value: database,
    allowed: 'the database that shows the lake',
    remedy: `make it with: connect-lake run --glue ${database}; or name another with --database`,
  })
