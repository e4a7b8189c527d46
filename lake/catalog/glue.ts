import { setTimeout as pause } from 'node:timers/promises'
import type { GlueClientConfig, Partition, Table } from '@aws-sdk/client-glue'
import { LakeError } from '../../schema/error.ts'
import type { CatalogTable, TableCatalog } from './catalog.ts'
import { type Difference, differencesOf, isOfTable } from './difference.ts'
import { glueRequests } from './glue-requests.ts'
import { type GlueTable, type Landing, lakeTable, landingTable, OWNER, shownTable } from './glue-table.ts'

/** A database of Glue, and the lake in S3 that it is to show. */
export interface GluePlace {
  readonly database: string
  /** `s3://bucket/prefix`, without a slash at its end. */
  readonly lake: string
  /** Raw records, where they lie in S3, too. */
  readonly landing?: Landing | undefined
  /** Region, credentials and endpoint where they are not those of the environment. */
  readonly client?: GlueClientConfig
}

/** How often one looks again after others were faster, or Glue was busy; pauses double from the first. */
const MOST_ROUNDS = 6
const FIRST_PAUSE_MS = 100

/** One table as it is to be, as it is, and what lies between. */
interface Compared {
  readonly wanted: GlueTable
  readonly table: Table | undefined
  readonly differences: readonly Difference[]
}

/**
 * The AWS Glue Data Catalog. The database is made when there is none. Other tables and views in it are left alone; a
 * table of the same name that is not of this lake is refused. A partition is switched by one write of its location: a
 * query sees all of the old version of it or all of the new one.
 */
export function glueCatalog({ database, lake, landing, client = {} }: GluePlace): TableCatalog {
  const glue = glueRequests(database, client)

  const tablesFor = (wanted: readonly CatalogTable[]): readonly GlueTable[] => [
    ...wanted.map(each => lakeTable(each, lake)),
    ...(landing ? [landingTable(landing, lake)] : []),
  ]

  async function compared(wanted: GlueTable, table: Table | undefined, closely: boolean): Promise<Compared> {
    const { input, partitions } = wanted
    const days = Object.values(partitions)
    const keyed = (input.PartitionKeys ?? []).length > 0
    const there: readonly Partition[] =
      table && keyed ? await glue.partitions(input.Name, days.length, closely) : []
    const settings = Object.keys(input.Parameters ?? {})
    const shown = table && shownTable(table, there, settings, closely)
    const differences = differencesOf(input.Name, shown, shownTable(input, days, settings, closely))
    return { wanted, table, differences }
  }

  /** What differs, by table; and whether there is a database at all. */
  async function look(wanted: readonly CatalogTable[], closely: boolean) {
    const tables = await glue.tables()
    const known = new Map(tables?.map(table => [table.Name, table]))
    const all = tablesFor(wanted).map(each => compared(each, known.get(each.input.Name), closely))
    const apart = (await Promise.all(all)).filter(({ differences }) => differences.length > 0)
    return { apart, differences: apart.flatMap(({ differences }) => differences), hasDatabase: !!tables }
  }

  /** Refuses to change what others made. */
  function checkOwner({ wanted: { input }, table }: Compared): void {
    const owner = table?.Parameters?.[OWNER]
    if (!table || owner === lake) return
    throw new LakeError({
      what: 'a table of this name in Glue is not of this lake',
      value: `${database}.${input.Name}${owner === undefined ? '' : `, of ${owner}`}`,
      allowed: `a database without it, or a table whose parameter ${OWNER} is ${lake}`,
      remedy: 'name another database with --glue, or remove the table from this one, which removes no data',
    })
  }

  /** Refuses to go on under a type that the files do not have: an engine could misread every row. */
  function checkTypes({ differences }: Compared): void {
    const wrong = differences.find(({ what }) => what === 'column of another type')
    if (!wrong) return
    throw new LakeError({
      what: 'a column in Glue has another type than the files of the lake',
      value: `${database}.${wrong.table}.${wrong.of} is ${wrong.shown}`,
      allowed: `${wrong.wanted}`,
      remedy: `set it back with: connect-lake catalog repair --glue ${database} --lake ${lake}`,
    })
  }

  /** Writes what differs; false when one has to look again at what there is. */
  async function write({ wanted: { input, partitions }, table, differences }: Compared): Promise<boolean> {
    const name = input.Name
    const inputs = (...kinds: readonly Difference['what'][]) =>
      differences.filter(({ what }) => kinds.includes(what)).flatMap(({ of }) => partitions[of] ?? [])
    const gone = differences.filter(({ what }) => what === 'partition unknown').map(({ of }) => of)
    if (!table) {
      if (!(await glue.createTable(input))) return false
    } else if (differences.some(isOfTable)) {
      // What others have noted of the table stays.
      const Parameters = { ...table.Parameters, ...input.Parameters }
      const next = { ...input, Parameters, ...(table.Owner !== undefined && { Owner: table.Owner }) }
      if (!(await glue.updateTable(next, table.VersionId))) return false
    }
    // All of them, though one has to look again after the first: what is written is written.
    const well = [
      await glue.createPartitions(name, inputs('partition missing')),
      await glue.updatePartitions(name, inputs('partition elsewhere', 'partition with other columns')),
      await glue.deletePartitions(name, gone),
    ]
    return well.every(Boolean)
  }

  async function bring(wanted: readonly CatalogTable[], closely: boolean): Promise<readonly Difference[]> {
    let healed: readonly Difference[] | undefined
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const { apart, differences, hasDatabase } = await look(wanted, closely)
      healed ??= differences
      for (const each of apart) {
        checkOwner(each)
        if (!closely && each.wanted.typed) checkTypes(each)
      }
      let well = hasDatabase || (await glue.createDatabase())
      for (const each of apart) well = (await write(each)) && well
      if (well) return healed
      await pause(FIRST_PAUSE_MS * 2 ** (round - 1) * (0.5 + Math.random() / 2))
    }
    throw new LakeError({
      what: 'Glue is too busy, or others change it all the time',
      value: `database ${database}, after ${MOST_ROUNDS} tries`,
      allowed: 'a few writers at a time',
      remedy: 'run the same command again later; what was written is not written again',
    })
  }
  return {
    name: `Glue database ${database}`,
    differences: async wanted => (await look(wanted, true)).differences,
    sync: async wanted => void (await bring(wanted, false)),
    repair: wanted => bring(wanted, true),
  }
}
