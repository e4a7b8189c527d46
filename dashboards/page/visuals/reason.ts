import type { Measure } from '../../spec/measure.ts'
import { useControls } from '../controls.ts'

/** Why there is no value. */
export interface Reason {
  /** `Not by agent` */
  readonly words: string
  readonly why: string
}

/** Why a measure has no value with the filters that are set; nothing when they do not prevent it. */
export function useReason(measure: Measure): Reason | undefined {
  const { dashboard, settings } = useControls()
  const reasons = (dashboard?.filters ?? []).flatMap(({ name, label, column }) => {
    const why = name in settings.choices ? measure.not_by?.[column] : undefined
    return why === undefined ? [] : [{ words: `Not by ${label.toLowerCase()}`, why }]
  })
  return reasons[0]
}
