import { z } from 'zod'
import { arn } from './arn.ts'

/** Tables and queries. */
export const lake = z
  .strictObject({
    database: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,127}$/, 'small letters, digits and underscores, a letter first')
      .optional()
      .describe('Database of Glue (default: prefix and environment, with underscores).'),
    cutoff_gb: z
      .number()
      .min(0.01)
      .max(1_000_000)
      .default(100)
      .describe('A query of Athena is stopped when it has read so much (default: 100 GB, some 0.50 USD).'),
    dashboards_cutoff_gb: z
      .number()
      .min(0.01)
      .max(1_000_000)
      .default(100)
      .describe('The same for queries of QuickSight, which have a workgroup of their own (default: 100 GB).'),
    crawler: z
      .boolean()
      .default(false)
      .describe(
        'A crawler that looks each night for what is new in form on the raw side (default: false; drift says what is new in fields).',
      ),
    readers: z
      .array(arn('iam', 'role/[\\w+=,.@/-]{1,512}'))
      .optional()
      .describe(
        'With it Lake Formation grants these roles every table without its personal columns (default: IAM alone rules). Grants bind a role once it is opted in, by opt_in or by hand; until then IAM alone rules.',
      ),
    opt_in: z
      .boolean()
      .default(false)
      .describe(
        'The readers are opted in to the database and its tables, and the grants bind them (default: false). Lake Formation lets only administrators of the data lake do so: deploy with readers first, make the role of the function opt-in an administrator, then set this.',
      ),
  })
  .prefault({})
  .describe('Tables and queries.')
