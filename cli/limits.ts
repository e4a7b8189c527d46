import { defaultLimits, type Limits } from '../etl/limits.ts'
import type { Config } from './config.ts'

/** The limits of a run as they are configured. */
export const limitsOf = ({ batch_bytes, record_limit_bytes, in_place_bytes }: Config): Limits => ({
  ...defaultLimits,
  ...{ batch_bytes, record_limit_bytes, in_place_bytes },
})
