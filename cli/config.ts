import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import { z } from 'zod'
import { type QuickSightSettings, quickSightSettings } from '../dashboards/quicksight/settings.ts'
import { companyThemes } from '../dashboards/theme/company.ts'
import { companySchema } from '../dashboards/theme/company-schema.ts'
import type { Themes } from '../dashboards/theme/tokens.ts'
import { defaultLimits } from '../etl/limits.ts'
import { type LiveSettings, liveSchema } from '../etl/live/rule.ts'
import { LakeError } from '../schema/error.ts'
import { type Access, accessOf } from '../sql/access.ts'
import { accessSchema } from '../sql/access-schema.ts'
import { type BusinessHours, businessTime, weekdays } from '../sql/business-time.ts'
import { type ContactAttribute, contactAttributes } from '../sql/contact-attribute.ts'
import { contactAttributesSchema } from '../sql/contact-attribute-schema.ts'
import { applySection, sectionSchemas } from './sections.ts'

const MB = 1024 * 1024

const s3 = z
  .strictObject({
    region: z.string().describe('Region of the buckets; else as the AWS command line has it.'),
    endpoint: z.url().describe('A server that speaks S3, other than that of AWS.'),
    kms_key_id: z
      .string()
      .describe('KMS key, by its ARN, to encrypt the lake with; else as the bucket is set.'),
    cache_mb: z
      .int()
      .min(0)
      .describe(
        'Data files of lakes in S3 that are kept on this machine, for the next time (default: 10240).',
      ),
    look_back_hours: z
      .int()
      .min(1)
      .describe(
        'How long after the hour of its arrival folder an object may still appear in S3 (default: 48); run --audit finds what came later.',
      ),
  })
  .partial()
  .describe('How S3 is reached and used; environment variables of the AWS SDK work, too.')

/** Who can answer questions. */
export const engines = ['local', 'athena', 'trino'] as const

const athena = z
  .strictObject({
    workgroup: z.string().describe('Workgroup; primary unless given.'),
    database: z
      .string()
      .describe('Database of the catalog that has the tables and views; that of glue unless given.'),
    catalog: z.string().describe('Data catalog; AwsDataCatalog unless given.'),
    output: z
      .string()
      .regex(/^s3:\/\/./)
      .describe('Where results are put, s3://bucket/prefix/; without it where the workgroup says.'),
    reuse_minutes: z
      .int()
      .min(0)
      .max(10_080)
      .describe(
        'Takes an earlier answer to the same query that is no older, at no cost; it does not see newer data.',
      ),
    region: z
      .string()
      .describe('Region, of Glue, too; that of s3 unless given, else that of the environment.'),
    merge_mb: z
      .int()
      .min(1)
      .describe(
        'Partitions of the lake with more bytes are merged by Athena, where they lie, in the database of glue; without it all are merged on this machine.',
      ),
  })
  .partial()
  .describe('How Athena is asked, with --engine athena, and what it merges.')

const trino = z
  .strictObject({
    url: z
      .string()
      .regex(/^https?:\/\/./)
      .describe('Address, such as http://127.0.0.1:8080.'),
    catalog: z.string().describe('Catalog; awsdatacatalog unless given.'),
    schema: z.string().describe('Schema that has the tables and views.'),
    user: z
      .string()
      .describe('In whose name; connect-lake unless given. The password comes from TRINO_PASSWORD.'),
  })
  .partial()
  .describe('How Trino is asked, with --engine trino.')

const managedLake = z
  .strictObject({
    database: z
      .string()
      .min(1)
      .describe('Database of the catalog that has the table, or the resource link to it.'),
    table: z.string().min(1).optional().describe('Its name; contact_record unless given.'),
  })
  .describe(
    'The analytics data lake that Amazon Connect manages, as Athena sees it: where import reads contact records.',
  )

/** What a configuration file says for all commands. */
const common = z
  .object({
    $schema: z.string().optional().describe('Path of the JSON schema, for completion in editors.'),
    lake: z.string().describe('Folder of the lake, or s3://bucket/prefix.'),
    raw: z.string().describe('Folder of the raw side, or s3://bucket/prefix: what Firehose delivered.'),
    s3,
    glue: z.string().describe('Database of the AWS Glue Data Catalog that is to show the lake.'),
    port: z.int().min(0).max(65535).describe('Port of the dashboard page; 0 takes a free one.'),
    memory_mb: z.int().min(256).describe('Memory the engine may use before it spills to disk.'),
    lanes: z.int().min(1).max(64).describe('Statements side by side; each keeps one core busy.'),
    batch_mb: z.int().min(1).describe('Raw bytes, as they lie there, that one commit consumes.'),
    record_limit_bytes: z.int().min(1024).describe('A larger record is quarantined.'),
    time_zone: z
      .string()
      .describe('Business time zone: IANA name, such as Europe/Paris. UTC unless the lake has another.'),
    business_hours: z
      .partialRecord(z.enum(weekdays), z.array(z.string()))
      .describe(
        'Business hours by weekday, as ["08:00-12:00", "13:00-18:30"], in quarters of an hour by the clocks of time_zone; a day not named is closed. Always open unless the lake has others.',
      ),
    access: accessSchema,
    contact_attributes: contactAttributesSchema,
    theme: companySchema,
    quicksight: quickSightSettings,
    engine: z.enum(engines).describe('Who answers questions; local unless given.'),
    athena,
    trino,
    managed_lake: managedLake,
    live: liveSchema,
    service_level_target_percent: z.number().min(0).max(100).describe('Target of the service level gauge.'),
  })
  .partial()

/** What a configuration file may hold: what is common to all commands, and a section for each with all of its flags. */
export const configSchema = (root: Command) =>
  z
    .strictObject({ ...common.shape, ...sectionSchemas(root) })
    .describe(
      'Configuration of connect-lake. A flag wins over the section of its command, that over the rest.',
    )

/** A configuration with every value settled. */
export interface Config {
  readonly lake: string | undefined
  readonly raw: string | undefined
  readonly glue: string | undefined
  readonly port: number
  readonly memory_bytes: number
  readonly lanes: number
  readonly batch_bytes: number
  readonly record_limit_bytes: number
  /** A partition with more is merged where it lies. */
  readonly in_place_bytes: number
  readonly service_level_target_percent: number
  readonly s3: z.infer<typeof s3>
  readonly engine: (typeof engines)[number]
  readonly athena: z.infer<typeof athena>
  readonly trino: z.infer<typeof trino>
  /** Undefined where nothing is imported. */
  readonly managed_lake: z.infer<typeof managedLake> | undefined
  readonly live: LiveSettings
  /** Undefined leaves the lake's. */
  readonly time_zone: string | undefined
  readonly business_hours: BusinessHours | undefined
  readonly access: Access | undefined
  /** By which dashboards filter contacts. */
  readonly contact_attributes: readonly ContactAttribute[]
  /** The dashboards' colours: ours, but for those that are configured. */
  readonly themes: Themes
  /** Undefined where nothing is deployed to QuickSight. */
  readonly quicksight: QuickSightSettings | undefined
}

export const CONFIG_FILE = 'connect-lake.config.json'

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command)

/**
 * A configuration as text, checked, and what makes an error of a value in it.
 * @param where what it was read from
 */
function parsedConfig(text: string, schema: z.ZodObject, where: string, remedy: string) {
  const fault = (value: string, cause?: unknown): LakeError =>
    new LakeError({
      what: 'the configuration is not valid',
      value: `${where}: ${value}`,
      allowed: Object.keys(schema.shape).join(', '),
      remedy,
      cause,
    })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw fault((cause as Error).message, cause)
  }
  const { data, error } = schema.safeParse(json)
  if (!error) return { parsed: data as z.infer<typeof common>, fault }
  const issue = error.issues[0]
  throw fault(`${issue?.path.join('.') || '(root)'}: ${issue?.message}`)
}

/** The file, checked, and what makes an error of a value in it. Undefined when there is none, and none was named. */
function readConfig(root: Command) {
  const path: string | undefined = root.opts().config
  const file = path ?? CONFIG_FILE
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if (path === undefined && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new LakeError({
      what: 'the configuration file cannot be read',
      value: file,
      allowed: 'a file that this user may read',
      remedy: 'name an existing file with --config, or leave the flag out',
      cause,
    })
  }
  const { parsed, fault } = parsedConfig(
    text,
    configSchema(root),
    file,
    'mend the file; its schema is docs/connect-lake.config.schema.json',
  )
  return { config: parsed, fault }
}

/** Before a command begins: gives it the flags that the file holds for it. */
export function takeFlags(command: Command): void {
  const root = rootOf(command)
  const file = readConfig(root)
  if (file) applySection(root, command, file.config, file.fault)
}

/** What was given, and nothing that was not. */
const given = <T extends object>(values: T | undefined): T =>
  Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined)) as T

/** Flags over file over defaults. Throws a `LakeError` when the file is not what it should be. */
export function settleConfig(command: Command, flags: z.infer<typeof common>): Config {
  const file = readConfig(rootOf(command))?.config
  return settled({
    ...file,
    ...given(flags),
    athena: { ...file?.athena, ...given(flags.athena) },
    trino: { ...file?.trino, ...given(flags.trino) },
  })
}

/** A configuration where there is no command line: JSON, as a file has it, in a variable. Throws a `LakeError`. */
export const configIn = (variable: string): Config =>
  settled(
    parsedConfig(
      process.env[variable] ?? '{}',
      z.strictObject(common.shape),
      variable,
      'mend the variable; it is JSON, as in connect-lake.config.json',
    ).parsed,
  )

function settled(config: z.infer<typeof common>): Config {
  businessTime(config)
  accessOf(config.access)
  return {
    lake: config.lake,
    raw: config.raw,
    glue: config.glue,
    port: config.port ?? 4173,
    memory_bytes: (config.memory_mb ?? 1024) * MB,
    lanes: config.lanes ?? Math.max(1, Math.min(8, availableParallelism())),
    batch_bytes: config.batch_mb === undefined ? defaultLimits.batch_bytes : config.batch_mb * MB,
    record_limit_bytes: config.record_limit_bytes ?? defaultLimits.record_limit_bytes,
    in_place_bytes: (config.athena?.merge_mb ?? Number.POSITIVE_INFINITY) * MB,
    service_level_target_percent: config.service_level_target_percent ?? 80,
    s3: config.s3 ?? {},
    engine: config.engine ?? 'local',
    athena: config.athena ?? {},
    trino: config.trino ?? {},
    managed_lake: config.managed_lake,
    live: config.live ?? {},
    time_zone: config.time_zone,
    business_hours: config.business_hours,
    access: config.access,
    contact_attributes: contactAttributes(config.contact_attributes),
    themes: companyThemes(config.theme ?? {}),
    quicksight: config.quicksight,
  }
}
