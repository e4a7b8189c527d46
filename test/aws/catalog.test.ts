import { GetTableCommand, GlueClient, paginateGetPartitions } from '@aws-sdk/client-glue'
import { glueCatalog } from '../../lake/catalog/glue.ts'
import { tableCatalogContract } from '../lake/catalog.contract.ts'
import { calls, newDatabase, onStandIn } from './stand-in.ts'

const client = new GlueClient(onStandIn())

tableCatalogContract('Glue', async () => {
  const database = newDatabase()
  const lake = 's3://bucket/connect/lake'
  return {
    catalog: glueCatalog({ database, lake, client: onStandIn() }),
    async seen(table) {
      const of = { DatabaseName: database, TableName: table }
      const found = await client
        .send(new GetTableCommand({ DatabaseName: database, Name: table }))
        .catch(error => {
          if (error.name === 'EntityNotFoundException') return undefined
          throw error
        })
      if (!found) return undefined
      const partitions: Record<string, string> = {}
      for await (const page of paginateGetPartitions({ client }, of))
        for (const { Values = [], StorageDescriptor } of page.Partitions ?? [])
          partitions[Values.join()] = `${StorageDescriptor?.Location}`.replace(`${lake}/`, '')
      return {
        columns: found.Table?.StorageDescriptor?.Columns?.map(({ Name = '' }) => Name) ?? [],
        partitions,
      }
    },
    writes: async () =>
      (await calls()).filter(
        ({ operation = '', asked }) => asked?.DatabaseName === database && !operation.startsWith('Get'),
      ).length,
  }
})
