import type { Settings } from './address.ts'

/** A filter as far as it matters what it acts on. */
interface Acting {
  readonly name: string
  /** Ids of visuals. */
  readonly visuals: readonly string[]
}

/**
 * Whether what is chosen in a filter acts on a visual: on all that the filter is for, but for the one in which it was picked.
 * That one keeps all its marks, so that another can be picked.
 */
export const actsOn = (
  { name, visuals }: Acting,
  visual: string,
  { choices, picked }: Pick<Settings, 'choices' | 'picked'>,
): boolean => name in choices && visuals.includes(visual) && picked[name] !== visual
