import { afterAll, beforeAll } from 'vitest'
import { rowsOfStatement } from '../../lake/engine/trino-statement.ts'
import { literal } from '../../schema/formats/duckdb.ts'
import { awsUrl } from '../aws/stand-in.ts'
import { sessionOf } from './registered.ts'
import { KEEPER } from './server/configuration.ts'

/** A catalog of Trino's over what plays Glue and S3, there as long as the tests of a file. @param name of its own */
export function glueInTrino(name: string): string {
  const catalog = `${name}_${process.pid}`
  const keeper = () => sessionOf(KEEPER, 'default')
  beforeAll(async () => {
    const settings = {
      'hive.metastore': 'glue',
      'hive.metastore.glue.region': 'eu-central-1',
      'hive.metastore.glue.endpoint-url': awsUrl(),
      'hive.metastore.glue.aws-access-key': 'testing',
      'hive.metastore.glue.aws-secret-key': 'testing',
      'fs.native-s3.enabled': 'true',
      's3.region': 'eu-central-1',
      's3.endpoint': awsUrl(),
      's3.path-style-access': 'true',
      's3.aws-access-key': 'testing',
      's3.aws-secret-key': 'testing',
      'hive.timestamp-precision': 'MILLISECONDS',
      // As Athena does: a location one level too high gives the rows of two versions, and a test sees it.
      'hive.recursive-directories': 'true',
      // As Athena does: INSERT writes into tables of which only the catalog knows where they lie.
      'hive.non-managed-table-writes-enabled': 'true',
      // moto has no statistics of columns.
      'hive.table-statistics-enabled': 'false',
      'hive.collect-column-statistics-on-write': 'false',
    }
    const given = Object.entries(settings).map(([key, value]) => `"${key}" = ${literal(value)}`)
    await rowsOfStatement(keeper(), `CREATE CATALOG ${catalog} USING hive WITH (${given.join(', ')})`)
  })
  afterAll(async () => {
    await rowsOfStatement(keeper(), `DROP CATALOG ${catalog}`)
  })
  return catalog
}
