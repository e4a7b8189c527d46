/**
 * The lake's own way to an answer: its engine, with its views.
 *
 * Usage: ask-lake.ts LAKE_DIR SQL
 */
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storageCatalog } from '../../lake/catalog/storage.ts'
import { duckdbEngine } from '../../lake/engine/duckdb.ts'
import { lakeLog } from '../../lake/log/log.ts'
import { folderStorage } from '../../lake/storage/folder.ts'
import { inOrderOfUse } from '../../sql/deploy-order.ts'
import { prelude } from '../../sql/prelude.ts'
import { tell } from './answer.ts'

const [lake, sql] = process.argv.slice(2) as [string, string]
const storage = folderStorage(lake, () => randomBytes(5).toString('hex'))
const engine = await duckdbEngine(storage, await lakeLog(storage).head(), {
  prelude,
  views: inOrderOfUse(await storageCatalog(storage).views()),
  memory_bytes: 2 ** 30,
  scratch: join(tmpdir(), `connect-lake-bench-${process.pid}`),
})
await tell(async asked => {
  const answer = await engine.query(asked)
  return answer.toArray().map(row => [...row].map(([, value]) => value))
}, sql)
engine.close()
