/**
 * What is called by none of the labels of a dashboard: fields that QuickSight is told to calculate, and the controls of the days.
 * Readers and authors see these names, and QuickSight does not tell large letters from small ones.
 */
export const OWN_NAMES = { period: 'Period', days_from: 'Days from', from: 'From', to: 'To' } as const

/** Names of fields that are calculated beside the one with a label, by what they are. */
export const madeField = {
  /** In the words of readers, beside a column of that name. */
  shown: (label: string) => `${label} (shown)`,
  order: (label: string) => `${label} (order)`,
  as_filtered: (label: string) => `${label} (as filtered)`,
  without_null: (label: string) => `${label} (-1: none)`,
  share: (label: string) => `${label}, share`,
  days_shown: (label: string) => `${label}, days shown`,
  days_before: (label: string) => `${label}, days before`,
  difference: (label: string) => `${label}, up or down by`,
} as const

/** A number that is no larger than a limit. */
export const cappedName = (label: string, limit: number): string => `${label}, up to ${limit}`

/** From where to where. */
export const flowName = (source: string, destination: string): string => `${source} → ${destination}`

/** Whether a label is the name of one of these, or could be that of one. */
export function isMadeName(label: string): boolean {
  const name = label.toLowerCase()
  return (
    Object.values(OWN_NAMES).some(own => own.toLowerCase() === name) ||
    Object.values(madeField).some(of => name.endsWith(of('').toLowerCase())) ||
    /, up to [\d.e+]+$| → /.test(name)
  )
}
