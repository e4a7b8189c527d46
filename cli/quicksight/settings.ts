import { Option } from 'commander'
import { type QuickSightSettings, quickSightSettings } from '../../dashboards/quicksight/settings.ts'
import type { Config } from '../config.ts'
import { WrongUse } from '../wrong-use.ts'

/** What the flags say of QuickSight. */
export interface QuickSightFlags {
  readonly account?: string
  readonly region?: string
  readonly identityRegion?: string
  readonly namespace?: string
  readonly prefix?: string
  readonly workgroup?: string
  readonly database?: string
  readonly groups?: string
}

/** The flags of every command about QuickSight, over the section `quicksight` of the configuration. */
export const quickSightFlags = (): readonly Option[] => [
  new Option('--account <id>', 'account, twelve digits'),
  new Option('--region <region>', 'region of the assets: that of Athena and of the lake'),
  new Option('--identity-region <region>', 'region in which QuickSight was signed up (default: the region)'),
  new Option('--namespace <name>', 'namespace of users and groups (default: default)'),
  new Option('--prefix <text>', 'before the id of every asset, such as test- (default: none)'),
  new Option('--workgroup <name>', 'workgroup of Athena (default: primary)'),
  new Option('--database <name>', 'database of the catalog that has the tables and views'),
  new Option(
    '--groups <list>',
    'groups of QuickSight with what they may, such as "leads=owner,staff=viewer": viewer, author or owner',
  ),
]

/** Settings by the flags that say them. */
const flagOf: Readonly<Record<string, string>> = {
  account_id: '--account',
  region: '--region',
  identity_region: '--identity-region',
  namespace: '--namespace',
  prefix: '--prefix',
  workgroup: '--workgroup',
  database: '--database',
  groups: '--groups',
}

/** Groups with what they may, of a list such as `leads=owner,staff=viewer`. What is none is for the schema to refuse. */
export const groupsIn = (list: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    list.split(',').map(each => {
      const [, name = each, role = ''] = /^(.*)=(.*)$/.exec(each.trim()) ?? []
      return [name, role]
    }),
  )

/**
 * Flags over the section `quicksight` of the configuration, and where there is none over what it says of Athena.
 * @throws WrongUse for what neither says, or what is not as it has to be
 */
export function settleQuickSight({ quicksight, athena, s3, glue }: Config, flags: QuickSightFlags) {
  const base = quicksight ?? {
    region: athena.region ?? s3.region,
    database: athena.database ?? glue,
    workgroup: athena.workgroup,
  }
  const given = {
    account_id: flags.account,
    region: flags.region,
    identity_region: flags.identityRegion,
    namespace: flags.namespace,
    prefix: flags.prefix,
    workgroup: flags.workgroup,
    database: flags.database,
    groups: flags.groups === undefined ? undefined : groupsIn(flags.groups),
  }
  const typed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const { data, error } = quickSightSettings.safeParse({ ...base, ...typed })
  if (data) return data satisfies QuickSightSettings
  const { path = [], message = '' } = error.issues[0] ?? {}
  const setting = String(path[0])
  throw new WrongUse({
    what: 'how QuickSight is reached is not known, or not valid',
    value: `${path.join('.')}: ${message}`,
    allowed: quickSightSettings.shape[setting as keyof typeof quickSightSettings.shape]?.description ?? '',
    remedy: `${flagOf[setting] ? `give ${flagOf[setting]}, or ` : ''}set quicksight.${setting} in connect-lake.config.json`,
  })
}
