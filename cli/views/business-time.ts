import { type BusinessTime, businessTime, type PartOfBusinessTime } from '../../sql/business-time.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import { views } from '../../sql/views.ts'
import type { Config } from '../config.ts'
import type { OpenLake } from '../lake.ts'

/** By whose clocks the business goes: as configured, else as the views were deployed. */
export function businessTimeIn(deployed: readonly DeployedView[], config: Config): BusinessTime {
  const calendar = deployed.find(({ name }) => name === views.business_calendar.name)
  return businessTime(config, calendar?.generated_from as PartOfBusinessTime | undefined)
}

/** The zone whose clocks are meant where none is named; without a lake that of the configuration. */
export const zoneOf = async (lake: OpenLake | undefined, config: Config): Promise<string> =>
  businessTimeIn((await lake?.catalog.views()) ?? [], config).time_zone
