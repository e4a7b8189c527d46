import type { Parameter } from '../metric.ts'

/** A service level threshold. The usual ones are Connect's presets. */
export const threshold_s: Parameter = {
  doc: 'Seconds; strictly less counts, as is the default of Connect.',
  min: 1,
  max: 604_800,
  usual: [15, 20, 25, 30, 45, 60, 90, 120, 180, 240, 300, 600],
}

/** How far into the distribution. */
export const percent: Parameter = {
  doc: 'Percent of the contacts that took no longer.',
  min: 1,
  max: 99,
  usual: [50, 90, 95, 99],
}
