import { join } from 'node:path'
import { temporaryFolder } from '../fixture/folder.ts'
import { treeOf, writeTree } from '../fixture/tree.ts'
import { engineContract } from '../lake/engine.contract.ts'
import { lakeWithCommits } from '../lake/lake-with-commits.ts'
import { athenaOverTrino } from './athena-over-trino.ts'
import { registered } from './registered.ts'
import { trinoWords } from './words.ts'

const folder = temporaryFolder()

engineContract('athena', trinoWords, async () => {
  const lake = await lakeWithCommits(folder)
  const outside = writeTree(join(folder, 'outside'), { 'secret.csv': 'a,b\nhidden,1\n' })
  const { schema } = await registered(lake.storage, await lake.log.at('1'))
  const { engine } = await athenaOverTrino(schema)
  return {
    engine,
    outside,
    location: lake.storage.location,
    everything: () => [...treeOf(outside), ...treeOf(lake.storage.location)],
  }
})
