import { afterAll } from 'vitest'
import { athenaEngine } from '../../lake/engine/athena.ts'
import type { QueryEngine } from '../../lake/engine/engine.ts'
import { statement, type TrinoSession } from '../../lake/engine/trino-statement.ts'
import { playAthena } from '../aws/athena/server.ts'
import { sessionOf } from './registered.ts'
import { READER } from './server/configuration.ts'

/** Plays an Athena that asks Trino, in the name of the user who may only read unless told otherwise; gone when the tests of the file are. */
export async function athenaOverTrino(
  schema: string,
  session: TrinoSession = sessionOf(READER, schema),
): Promise<{ readonly url: string; readonly engine: QueryEngine }> {
  const athena = await playAthena(sql => statement(session, sql))
  afterAll(() => athena.stop())
  const client = {
    endpoint: athena.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  }
  const place = { workgroup: 'primary', catalog: session.catalog, database: schema }
  return { url: athena.url, engine: athenaEngine({ ...place, client }) }
}
