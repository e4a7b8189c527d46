import { z } from 'zod'

/** What CloudWatch looks back to, by hours. */
export const MOST_RUN_MISSING_HOURS = 168

/** What is watched. */
export const watch = z
  .strictObject({
    emails: z
      .array(z.email())
      .max(20)
      .default([])
      .describe('Who is told of alarms; each confirms once (default: nobody: see the console).'),
    runbook: z
      .string()
      .min(1)
      .default('docs/runbook.md')
      .describe(
        'Where alarms send whoever they wake, a path or an address (default: docs/runbook.md, of this project).',
      ),
    nothing_arrived_hours: z
      .int()
      .min(1)
      .max(24)
      .default(6)
      .describe('An alarm when nothing was delivered for so long (default: 6; nights count).'),
    run_missing_hours: z
      .int()
      .min(1)
      .max(MOST_RUN_MISSING_HOURS)
      .optional()
      .describe(
        'An alarm when no run has succeeded for so long, which has to be longer than it is from one run of etl.schedule to the next (default: 3, or two more than that, where it is known).',
      ),
    quarantine_percent: z
      .number()
      .min(0)
      .max(100)
      .default(1)
      .describe('An alarm when more of what is read has to be quarantined (default: 1).'),
    data_set_stale_hours: z
      .int()
      .min(1)
      .max(168)
      .default(6)
      .describe('An alarm when QuickSight has not had for so long what the lake has (default: 6).'),
  })
  .prefault({})
  .describe('What is watched.')
