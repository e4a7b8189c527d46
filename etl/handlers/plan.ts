import { planShared, type SharedRun } from '../job/distribute.ts'
import { handlerOf } from './work.ts'

/** Finds what is new, and writes down who is to read what: `items_key` is what a Distributed Map reads. */
export const handler = handlerOf<{ readonly audit?: boolean }, SharedRun>(
  'plan',
  ({ audit = false }, { ports, limits }) => planShared(ports, { audit, limits }),
)
