import { type PublishReport, publish } from '../job/publish.ts'
import { handlerOf } from './work.ts'

/** Commits the batches that were read, and brings the catalogs to what is committed. One at a time. */
export const handler = handlerOf<{ readonly run: string }, PublishReport>(
  'publish',
  ({ run }, { ports, limits }) => publish(ports, run, limits),
)
