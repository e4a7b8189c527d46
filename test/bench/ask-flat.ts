/**
 * Peer (d): DuckDB asked by hand.
 *
 * Usage: ask-flat.ts SQL
 */
import { DuckDBInstance } from '@duckdb/node-api'
import { tell } from './answer.ts'

const [sql] = process.argv.slice(2) as [string]
const connection = await (await DuckDBInstance.create(':memory:')).connect()
await tell(async asked => (await connection.runAndReadAll(asked)).getRows(), sql)
