import { join } from 'node:path'
import { afterAll } from 'vitest'
import { athenaEngine } from '../../lake/engine/athena.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { statement } from '../../lake/engine/trino-statement.ts'
import { type PlayedAthena, playAthena } from '../aws/athena/server.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { engineContract } from '../lake/engine.contract.ts'
import { lakeWithCommits } from '../lake/lake-with-commits.ts'
import { registered, sessionOf } from './registered.ts'
import { CATALOG, READER } from './server/configuration.ts'
import { trinoWords } from './words.ts'

const folder = temporaryFolder()
const played: PlayedAthena[] = []
afterAll(() => {
  for (const each of played) each.stop()
})

/** An engine that asks an Athena which asks Trino, in the name of the user who may only read. */
async function overTrino(schema: string): Promise<QueryEngine> {
  const athena = await playAthena(sql => statement(sessionOf(READER, schema), sql))
  played.push(athena)
  return athenaEngine({
    ...{ workgroup: 'primary', catalog: CATALOG, database: schema },
    client: {
      endpoint: athena.url,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    },
  })
}

engineContract('athena', trinoWords, async () => {
  const lake = await lakeWithCommits(folder)
  const outside = writeTree(join(folder, 'outside'), { 'secret.csv': 'a,b\nhidden,1\n' })
  const { schema } = await registered(lake.storage, await lake.log.at('1'))
  return {
    engine: await overTrino(schema),
    outside,
    location: lake.storage.location,
    everything: () => [...treeOf(outside), ...treeOf(lake.storage.location)],
  }
})
