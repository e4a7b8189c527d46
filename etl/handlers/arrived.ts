import { type RunReport, run } from '../job/run.ts'
import { handlerOf } from './work.ts'

/**
 * Raw objects arrived, as messages of a queue tell: takes in all that is new, whichever of it they name. So a burst of
 * messages is one run and some that find nothing, and what no message told of comes along. A failure gives the messages
 * back to the queue.
 */
export const handler = handlerOf<object, RunReport>('arrived', (_, { ports, limits }) =>
  run(ports, { audit: false, derive: true, limits }),
)
