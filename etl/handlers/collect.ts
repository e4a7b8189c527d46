import type { Collected } from '../../lake/log/collect.ts'
import { collectLake } from '../job/collect.ts'
import { handlerOf } from './work.ts'

interface Asked {
  readonly keep_days: number
  /** So many of the newest commits stay, however old they are. */
  readonly keep?: number
}

/** Removes files that no commit of the newest days needs. */
export const handler = handlerOf<Asked, Collected>('collect', ({ keep_days, keep }, { ports }) =>
  collectLake(ports, { commits: keep, days: keep_days }, false),
)
