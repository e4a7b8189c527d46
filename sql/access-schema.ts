import { z } from 'zod'
import { accessColumns } from './access.ts'

/** The section `access` of a configuration file. */
export const accessSchema = z
  .array(
    z
      .strictObject({
        user: z.string().describe('Whose rule it is: a user …'),
        group: z.string().describe('… or all members of a group.'),
        rows: z
          .union([z.literal('all'), z.partialRecord(z.enum(accessColumns), z.array(z.string()).min(1))])
          .describe('"all", or by column the values of the rows that may be seen.'),
        personal_data: z
          .boolean()
          .describe('Whether columns of personal data are shown, too (default: false).'),
      })
      .partial()
      .required({ rows: true }),
  )
  .describe(
    'Who sees which rows of the dashboards. Without it everybody sees all; with it nobody sees what no rule gives. The lake keeps the rules.',
  )
