import { equals } from '../../sql/metrics/condition.ts'

/** The queue, of views that say of which kind it is. */
export const queue = {
  label: 'Queue',
  none: 'No queue',
  coloured: true,
  // Every agent has a personal queue: one by one they say nothing, and they bury the others.
  merged: { rows: equals('queue_kind', 'AGENT'), as: 'Agent queues' },
} as const
