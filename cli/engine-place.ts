import type { AthenaPlace } from '../lake/engine/athena-place.ts'
import type { TrinoSession } from '../lake/engine/trino-statement.ts'
import { athenaRegion, beforeAws } from './aws.ts'
import type { Config } from './config.ts'
import { WrongUse } from './wrong-use.ts'

function needed(value: string | undefined, what: string, remedy: string): string {
  if (value !== undefined) return value
  throw new WrongUse({ what, allowed: 'a flag, or a line in connect-lake.config.json', remedy })
}

/** Where Athena is asked, as it is configured. */
export function athenaPlace(config: Config): AthenaPlace {
  const { region: _, merge_mb: __, ...place } = config.athena
  const region = athenaRegion(config)
  const database = needed(
    place.database ?? config.glue,
    'no database of Athena was named',
    'name it with --database NAME, or as "athena": { "database": "NAME" } in connect-lake.config.json',
  )
  beforeAws()
  const client = region === undefined ? {} : { region }
  const { workgroup = 'primary', catalog = 'AwsDataCatalog' } = place
  return { ...place, workgroup, catalog, database, client }
}

/** The variable of the environment that has the password for Trino; that of its own command line. */
const PASSWORD = 'TRINO_PASSWORD'

/** A password goes nowhere that others can read along. */
function checkedPassword(url: string): { readonly password?: string } {
  const password = process.env[PASSWORD]
  if (!password) return {}
  const { protocol, hostname } = new URL(url)
  if (protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)) return { password }
  throw new WrongUse({
    what: 'a password is not sent without encryption',
    value: `${PASSWORD} is set, and the address of Trino is ${url}`,
    allowed: 'https://, or this machine',
    remedy: `name the address with https://, or unset ${PASSWORD}`,
  })
}

/** Which Trino is asked, and in whose name, as it is configured. */
export function trinoSession({ trino: session }: Config): TrinoSession & { readonly schema: string } {
  const url = needed(
    session.url,
    'no Trino was named',
    'name its address with --trino-url URL, or as "trino": { "url": "URL" } in connect-lake.config.json',
  )
  const schema = needed(
    session.schema,
    'no schema of Trino was named',
    'name it with --database NAME, or as "trino": { "schema": "NAME" } in connect-lake.config.json',
  )
  return {
    url: url.replace(/\/+$/, ''),
    schema,
    catalog: session.catalog ?? 'awsdatacatalog',
    user: session.user ?? 'connect-lake',
    ...checkedPassword(url),
  }
}
