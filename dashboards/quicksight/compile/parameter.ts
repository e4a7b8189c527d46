import type { Dashboard } from '../../normal/dashboard.ts'
import { OWN_NAMES } from '../../spec/made-field.ts'

/** The days shown, the first and the last: parameters of every dashboard where they can be chosen. */
export const daysParameters = { from: OWN_NAMES.from, to: OWN_NAMES.to } as const

/** Those of a dashboard, by their names in an address of the page. */
export const daysParametersOf = ({ dates }: Dashboard): Partial<typeof daysParameters> =>
  dates.pinned ? {} : daysParameters

/** The name that QuickSight takes for a parameter, `ServiceLevelTarget` of `service_level_target`: letters and digits. */
export const parameterName = (name: string): string =>
  name
    .split(/[_-]/)
    .map(part => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join('')
