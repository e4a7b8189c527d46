import { GetTableCommand, GlueClient, type Partition, paginateGetPartitions } from '@aws-sdk/client-glue'
import type { TableCatalog } from '../../lake/catalog/catalog.ts'
import { glueCatalog } from '../../lake/catalog/glue.ts'
import { type Call, calls, onStandIn } from './stand-in.ts'

/** Where the lakes of these tests would lie: nothing looks there. */
export const LAKE = 's3://bucket/connect/lake'
export const client = new GlueClient(onStandIn())
/** The catalog as an adapter of ours. */
export const glueIn = (database: string, lake = LAKE): TableCatalog =>
  glueCatalog({ database, lake, client: onStandIn() })

/** A table and its partitions as Glue has them; undefined where it has none. */
export async function found(database: string, table: string) {
  const of = { DatabaseName: database, TableName: table }
  const answer = await client
    .send(new GetTableCommand({ DatabaseName: database, Name: table }))
    .catch(error => {
      if (error.name === 'EntityNotFoundException') return undefined
      throw error
    })
  if (!answer?.Table) return undefined
  const partitions: Partition[] = []
  for await (const page of paginateGetPartitions({ client }, of)) partitions.push(...(page.Partitions ?? []))
  return { table: answer.Table, partitions }
}

/** The requests about a database, of one kind or of all. */
export const requests = async (database: string, kind = /./): Promise<readonly Call[]> =>
  (await calls()).filter(
    ({ operation = '', asked }) => asked?.DatabaseName === database && kind.test(operation),
  )
