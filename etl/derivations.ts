import type { Derivation } from './derive/derivation.ts'

/** How each derived table is made; those it is made from stand before it. */
export const derivations: readonly Derivation[] = []
