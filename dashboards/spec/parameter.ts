import type { Unit } from './measure.ts'

/** A number that the viewer can set, such as a target. */
export interface Parameter {
  /** In the address of a view, so kept for ever. */
  readonly name: string
  readonly label: string
  readonly unit: Unit
  readonly default: number
  readonly min: number
  readonly max: number
}

/** Declares a parameter. */
export const parameter = (definition: Parameter): Parameter => definition
