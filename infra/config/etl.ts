import { z } from 'zod'
import { weekdays } from '../../sql/business-time.ts'

const backfill = z
  .strictObject({
    image: z
      .string()
      .regex(/^\S+\/\S+:[\w.-]+$|^\S+@sha256:[0-9a-f]{64}$/, 'repository:tag, or repository@sha256:…')
      .describe('Image made of infra/etl/Dockerfile, with its tag.'),
    subnets: z
      .array(z.string().regex(/^subnet-[0-9a-f]{8,17}$/))
      .min(1)
      .describe('Subnets from which S3, Glue and the registry of the image are reached.'),
    security_groups: z
      .array(z.string().regex(/^sg-[0-9a-f]{8,17}$/))
      .min(1)
      .describe('Security groups; nothing comes in.'),
    vcpu: z.enum(['2', '4', '8', '16']).default('4').describe('Processors (default: 4).'),
  })
  .describe('A container for what takes longer than the fifteen minutes of Lambda (default: none).')

/** Names of Glue, as Athena takes them. */
const name = z.string().regex(/^[a-z0-9_]{1,255}$/, 'small letters, digits and underscores')

const managedLake = z
  .strictObject({
    database: name.describe('Database of Glue that has the resource link to the shared table.'),
    table: name
      .default('contact_record')
      .describe('Name of the resource link, a link to a table (default: contact_record).'),
    target: z
      .strictObject({
        account: z
          .string()
          .regex(/^\d{12}$/, 'twelve digits, in quotes')
          .describe('Account that shares the table, which is one of Connect: "owner" in Lake Formation.'),
        database: name.describe('Its database there.'),
        table: name.default('contact_record').describe('Its name there (default: contact_record).'),
      })
      .describe('What the link leads to.'),
    grant: z
      .boolean()
      .default(true)
      .describe(
        'The function is granted DESCRIBE on the link and SELECT on what it leads to, in Lake Formation; for that the role of CloudFormation has to be an administrator of the data lake (default: true; false where somebody else grants it).',
      ),
    schedule: z
      .string()
      .regex(/^cron\(\S+ \S+ \S+ \S+ \S+ \S+\)$/)
      .default('cron(30 2 * * ? *)')
      .describe('When it is read, as EventBridge Scheduler writes it (default: each night, half past two).'),
    days: z
      .int()
      .min(1)
      .max(31)
      .default(3)
      .describe(
        'Days before the one on which it is read, in UTC, that are read each time (default: 3): contacts that were not over, or changed, come with a later one.',
      ),
  })
  .describe(
    'Contact records of the analytics data lake that Connect manages, put on the raw side as a second source (default: none).',
  )

/** The job. */
export const etl = z
  .strictObject({
    schedule: z
      .string()
      .regex(/^(rate\([1-9]\d* (minutes?|hours?|days?)\)|cron\(\S+ \S+ \S+ \S+ \S+ \S+\))$/)
      .default('rate(1 hour)')
      .describe('When the job runs, as EventBridge Scheduler writes it (default: rate(1 hour)).'),
    audit: z
      .string()
      .regex(/^cron\(\S+ \S+ \S+ \S+ \S+ \S+\)$/)
      .default('cron(30 3 * * ? *)')
      .describe(
        'When it looks at all raw objects, not only at what can be new (default: each night, half past three).',
      ),
    collect: z
      .string()
      .regex(/^cron\(\S+ \S+ \S+ \S+ \S+ \S+\)$/)
      .default('cron(30 5 * * ? *)')
      .describe(
        'When it removes files of the lake that no kept commit needs (default: each morning, half past five).',
      ),
    keep_days: z
      .int()
      .min(1)
      .max(365)
      .default(3)
      .describe(
        'Days whose commits stay, to look back to and to roll back to (default: 3); in S3 each of them has files of its own for the days that it changed.',
      ),
    arrivals: z
      .boolean()
      .default(false)
      .describe(
        'Also a small run within minutes of what arrives (default: false: the schedule is enough for reports).',
      ),
    concurrency: z.int().min(1).max(1000).default(20).describe('Workers that read at once (default: 20).'),
    memory_mb: z
      .int()
      .min(1769)
      .max(10_240)
      .default(3008)
      .describe('Memory of a worker (default: 3008, the most that new accounts may have).'),
    disk_mb: z
      .int()
      .min(512)
      .max(10_240)
      .default(4096)
      .describe('Disk of a worker for what it reads and writes (default: 4096).'),
    batch_mb: z
      .int()
      .min(1)
      .max(1024)
      .default(64)
      .describe('Raw bytes, as they lie there, that a worker reads and a commit consumes (default: 64).'),
    merge_mb: z
      .int()
      .min(1)
      .optional()
      .describe(
        'Partitions of the lake with more bytes are merged by Athena, where they lie (default: none; a worker fetches what it merges, so its disk is the bound).',
      ),
    log_days: z
      .enum(['7', '30', '90', '180', '365', '731'])
      .default('90')
      .describe('Days for which logs are kept (default: 90). No record is in them.'),
    backfill: backfill.optional(),
    managed_lake: managedLake.optional(),
    time_zone: z
      .string()
      .default('UTC')
      .describe('By whose clocks local days begin: IANA name (default: UTC).'),
    business_hours: z
      .partialRecord(z.enum(weekdays), z.array(z.string()))
      .optional()
      .describe('Business hours by weekday, as the command line has them (default: always open).'),
  })
  .prefault({})
  .describe('The job.')
