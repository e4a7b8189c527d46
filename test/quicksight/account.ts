import { CreateDatabaseCommand, GlueClient } from '@aws-sdk/client-glue'
import { carryOut } from '../../lake/catalog/deploy.ts'
import { glueViews } from '../../lake/catalog/glue-views.ts'
import type { Access } from '../../sql/access.ts'
import { planViews } from '../../sql/deploy.ts'
import { wantedViews } from '../../sql/files.ts'
import { views } from '../../sql/views.ts'
import { canned } from '../aws/athena/canned.ts'
import { playAthena } from '../aws/athena/server.ts'
import { awsUrl, newBucket, newDatabase, onStandIn } from '../aws/stand-in.ts'

/** What QuickSight stands on in an account: a database with the views, and Athena. */
export interface Account {
  readonly database: string
  /** Deploys the views anew, with these rules. */
  deployViews(access: Access): Promise<void>
  /** How processes reach all of it, and a QuickSight. */
  environment(quickSightUrl: string): Readonly<Record<string, string>>
  stop(): void
}

/** Makes one, with a workgroup that is as it has to be (`primary`), and others that are not. */
export async function startAccount(): Promise<Account> {
  const database = newDatabase()
  const athena = await playAthena(
    canned(() => ({})),
    {
      primary: { output: `s3://${await newBucket()}/athena/` },
      off: { state: 'DISABLED' },
      lost: { output: 's3://nobody-has-made-this/' },
      plain: {},
    },
  )
  await new GlueClient(onStandIn()).send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }))
  const account: Account = {
    database,
    async deployViews(access) {
      const catalog = glueViews({ catalog: 'awsdatacatalog', database, client: onStandIn() })
      const wanted = wantedViews(Object.values(views), { time_zone: 'UTC', access })
      await carryOut(catalog, planViews(wanted, await catalog.views()))
    },
    environment: url => ({
      AWS_ENDPOINT_URL: awsUrl(),
      AWS_ENDPOINT_URL_QUICKSIGHT: url,
      AWS_ENDPOINT_URL_ATHENA: athena.url,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'nobody',
    }),
    stop: () => athena.stop(),
  }
  await account.deployViews([])
  return account
}
