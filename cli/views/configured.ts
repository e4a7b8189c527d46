import { type Access, accessOf } from '../../sql/access.ts'
import { type BusinessTime, businessTime, type PartOfBusinessTime } from '../../sql/business-time.ts'
import type { DeployedView } from '../../sql/deployed-view.ts'
import type { Configured } from '../../sql/view.ts'
import { views } from '../../sql/views.ts'
import type { Config } from '../config.ts'
import type { OpenLake } from '../lake.ts'

const madeOf = (deployed: readonly DeployedView[], view: string): unknown =>
  deployed.find(({ name }) => name === view)?.generated_from

/** By whose clocks the business goes: as configured, else as the views were deployed. */
const businessTimeIn = (deployed: readonly DeployedView[], config: Config): BusinessTime =>
  businessTime(config, madeOf(deployed, views.business_calendar.name) as PartOfBusinessTime | undefined)

/** Who sees what: as configured, else as the views were deployed. */
export const accessIn = (deployed: readonly DeployedView[], config: Config): Access =>
  accessOf(
    config.access,
    (madeOf(deployed, views.access_rule.name) as { readonly access?: Access } | undefined)?.access,
  )

/** What views are made of: as configured, else as they were deployed. */
export const configuredIn = (deployed: readonly DeployedView[], config: Config): Configured => ({
  ...businessTimeIn(deployed, config),
  access: accessIn(deployed, config),
})

/** The zone whose clocks are meant where none is named; without a lake that of the configuration. */
export const zoneOf = async (lake: OpenLake | undefined, config: Config): Promise<string> =>
  businessTimeIn((await lake?.catalog.views()) ?? [], config).time_zone
