import { Command } from 'commander'
import type { Request } from '../../dashboards/quicksight/request.ts'
import { beforeAws } from '../aws.ts'
import { settleConfig } from '../config.ts'
import { jsonFlag } from '../flags.ts'
import { version } from '../version.ts'
import { configuredIn } from '../views/configured.ts'
import { type QuickSightFlags, quickSightFlags, settleQuickSight } from './settings.ts'

/** The flags of every command about dashboards where they are deployed. */
export interface DeployedFlags extends QuickSightFlags {
  readonly from?: string
  readonly json?: boolean
}

/** A command about dashboards where they are deployed. */
export function deployedCommand(name: string, description: string, help: string): Command {
  const command = new Command(name).description(description)
  for (const flag of quickSightFlags()) command.addOption(flag)
  return command
    .option('--from <dir>', 'what compile has written, instead of the dashboards of this version')
    .addOption(jsonFlag())
    .addHelpText('after', help)
}

/**
 * QuickSight where flags and configuration say, and what is wanted there. Who sees which rows, and when days begin, is as
 * configured, else as the database has it that QuickSight reads: so a run without the configuration opens no data set.
 * @param rules `configured` where neither matters: then no database is asked
 */
export async function openQuickSight(
  flags: DeployedFlags,
  command: Command,
  rules: 'configured' | 'of the lake' = 'of the lake',
) {
  const config = settleConfig(command, {})
  const settings = settleQuickSight(config, flags)
  const { placeOf } = await import('../../dashboards/quicksight/settings.ts')
  const { checkLakeViews, lakeViews } = await import('./lake-views.ts')
  let found: ReturnType<typeof lakeViews> | undefined
  const deployed = () => {
    found ??= lakeViews(settings)
    return found
  }
  const { from } = flags
  const place = placeOf(settings)
  beforeAws()
  const isSaid = config.access !== undefined && config.time_zone !== undefined
  const configured = configuredIn(isSaid || rules === 'configured' ? [] : await deployed(), config)
  const { access = [] } = configured
  async function fromFolder(folder: string): Promise<readonly Request[]> {
    const requests = await (await import('./from.ts')).requestsFrom(folder)
    const { checkFromPlace } = await import('./from-place.ts')
    checkFromPlace(requests, place, folder)
    return requests
  }
  const wanted =
    from === undefined
      ? (await import('./wanted.ts')).wantedRequests(config, settings, configured, version())
      : await fromFolder(from)
  const { personalDataPrincipals } = await import('../../dashboards/quicksight/compile/share.ts')
  const granted = new Set(personalDataPrincipals(access, settings))
  const { quickSightApi } = await import('../../dashboards/deploy/api.ts')
  return {
    /** Who sees which rows, as the wanted data sets have it. */
    access,
    ...{ config, wanted, api: await quickSightApi(place) },
    /** The views of the database that QuickSight reads. */
    deployed,
    /** Principals to whom the rules of access give personal data. */
    granted,
    /** Throws where the lake is not as the wanted data sets need it, and where these would show more than it allows. */
    async checkLake(unprotect = false): Promise<void> {
      checkLakeViews(await deployed(), wanted, { config, database: settings.database, granted, unprotect })
    },
  }
}
