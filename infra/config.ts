import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { dashboardsWith } from '../dashboards/dashboards.ts'
import { companyThemes } from '../dashboards/theme/company.ts'
import { companySchema } from '../dashboards/theme/company-schema.ts'
import { liveSchema } from '../etl/live/rule.ts'
import { LakeError } from '../schema/error.ts'
import { accessOf } from '../sql/access.ts'
import { accessSchema } from '../sql/access-schema.ts'
import { businessTime } from '../sql/business-time.ts'
import { contactAttributes } from '../sql/contact-attribute.ts'
import { contactAttributesSchema } from '../sql/contact-attribute-schema.ts'
import { arn } from './config/arn.ts'
import { etl } from './config/etl.ts'
import { ingest } from './config/ingest.ts'
import { lake } from './config/lake.ts'
import { quicksight } from './config/quicksight.ts'
import { rhythmOf } from './config/schedule.ts'
import { storage } from './config/storage.ts'
import { MOST_RUN_MISSING_HOURS, watch } from './config/watch.ts'
import { databaseName, longestNames } from './names.ts'
import { regions } from './regions.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const instance = z.strictObject({
  arn: arn('connect', `instance/${UUID}`).describe('ARN of the instance.'),
  alias: z
    .string()
    .regex(/^(?!-)[A-Za-z0-9-]{1,62}(?<!-)$/)
    .describe('Its alias, which is in the name of its log group.'),
})

const schema = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .describe('Path of the JSON schema, for completion in editors (default: none).'),
    environment: z
      .string()
      .regex(/^[a-z][a-z0-9]{0,11}$/, 'small letters and digits, a letter first, 12 at most')
      .describe('Name of the environment, such as prod; part of every name.'),
    prefix: z
      .string()
      .regex(/^[a-z][a-z0-9-]*[a-z0-9]$/, 'small letters, digits and hyphens, a letter first')
      .default('connect-lake')
      .describe('What all names begin with (default: connect-lake).'),
    account: z
      .string()
      .regex(/^\d{12}$/, 'twelve digits, in quotes')
      .describe('AWS account.'),
    region: z.enum(regions).describe('Region: that of the instances.'),
    instances: z
      .array(instance)
      .min(1)
      .max(10)
      .describe('Instances of Amazon Connect whose contacts go into this lake.'),
    ingest,
    storage,
    lake,
    etl,
    live: liveSchema
      .omit({ topic_arn: true })
      .extend({
        emails: z
          .array(z.email())
          .max(20)
          .default([])
          .describe('Who is told of alerts; each confirms once (default: nobody: subscribe to the topic).'),
      })
      .optional()
      .describe('Rules of alerts out of the streams, as it happens; their topic is made (default: none).'),
    quicksight: quicksight.optional(),
    access: accessSchema
      .optional()
      .describe(
        'Who sees which rows of the dashboards, as in the configuration of the command line; with it nobody sees what no rule gives (default: as the lake has it, at first everybody sees all).',
      ),
    contact_attributes: contactAttributesSchema
      .optional()
      .describe(
        'Contact attributes by which dashboards filter contacts, as in the configuration of the command line (default: none).',
      ),
    theme: companySchema
      .optional()
      .describe('Colours of the dashboards, as in the configuration of the command line (default: ours).'),
    watch,
  })
  .describe('What connect-lake deploys into one account and region. One file for each environment.')

/** What is deployed, with every value settled. */
export type Deployment = Omit<z.output<typeof schema>, '$schema'>

/** What a file may hold, as JSON schema: for editors, and for the documentation. */
export const deploymentJsonSchema = () => z.toJSONSchema(schema, { io: 'input' })

const fault = (where: string, value: string, allowed: string, remedy: string, cause?: unknown): LakeError =>
  new LakeError({ what: 'the deployment is not valid', value: `${where}: ${value}`, allowed, remedy, cause })

/** QuickSight reads a data set into its memory so often a day when it is asked to, and no more. */
const MOST_REFRESHES = 32

/** Throws where every run of a day could not be followed by a refresh. */
function checkRefreshes(schedule: string, where: string): void {
  const { most_a_day = 0 } = rhythmOf(schedule) ?? {}
  if (most_a_day <= MOST_REFRESHES) return
  throw fault(
    where,
    `etl.schedule: ${schedule}, ${Math.round(most_a_day)} runs a day`,
    `rate(45 minutes) or more rarely, with quicksight: a data set is refreshed ${MOST_REFRESHES} times a day and no more`,
    'let the job run more rarely, and have what arrives taken in at once by etl.arrivals',
  )
}

/** Unless the deployment says otherwise. */
const RUN_MISSING_HOURS = 3

/** After so many hours without a run that succeeded it is told. */
export function runMissingHours({ etl, watch }: Pick<Deployment, 'etl' | 'watch'>): number {
  const { longest_gap_minutes = 0 } = rhythmOf(etl.schedule) ?? {}
  // One for a run that takes longer than the one before, one for the clocks that go back.
  const byDefault = Math.max(RUN_MISSING_HOURS, Math.ceil(longest_gap_minutes / 60) + 2)
  return watch.run_missing_hours ?? Math.min(byDefault, MOST_RUN_MISSING_HOURS)
}

/** Throws where the alarm for a run that is missing would ring between two that are not. */
function checkRunMissing(deployment: Deployment, where: string): void {
  const { schedule } = deployment.etl
  const gap_hours = (rhythmOf(schedule)?.longest_gap_minutes ?? 0) / 60
  const hours = runMissingHours(deployment)
  if (hours > gap_hours) return
  const between = `etl.schedule: ${schedule}, up to ${Math.round(gap_hours * 10) / 10} hours from one run to the next`
  if (gap_hours >= MOST_RUN_MISSING_HOURS)
    throw fault(
      where,
      between,
      `a run in less than ${MOST_RUN_MISSING_HOURS} hours: an alarm looks back no further`,
      'let the job run more often; a run that finds nothing costs next to nothing',
    )
  throw fault(
    where,
    `watch.run_missing_hours: ${hours}, and ${between}`,
    'more hours than from one run to the next: the alarm run-missing would ring between them',
    `write ${Math.floor(gap_hours) + 1} or more, or leave watch.run_missing_hours out; or let the job run more often`,
  )
}

/** Throws where raw objects would go before they move, or with it: S3 does not take such rules. */
function checkRaw({ storage }: Deployment, where: string): void {
  const { raw_infrequent_after_days: moved, raw_expire_days: gone } = storage
  if (moved === 'never' || gone === undefined || gone > moved) return
  throw fault(
    where,
    `storage.raw_expire_days: ${gone}, and storage.raw_infrequent_after_days: ${moved}`,
    `objects that go after more than ${moved} days, for that is when they move to infrequent access`,
    'raise raw_expire_days, or write "raw_infrequent_after_days": "never"',
  )
}

/** Throws where a key is named of no stream that is there already, or one with which it cannot be encrypted. */
function checkKey(
  { region, ingest }: Deployment,
  kind: 'contact_records' | 'agent_events',
  where: string,
): void {
  const key = ingest[`${kind}_key`]
  if (key === undefined) return
  const value = `ingest.${kind}_key: ${key}`
  if (!ingest[kind].startsWith('arn:'))
    throw fault(
      where,
      `${value}, and ingest.${kind}: ${ingest[kind]}`,
      'a key only of a stream that is named by its ARN: others have that of the deployment',
      `leave it out, or name the stream as ingest.${kind}`,
    )
  // Another account may own it; its policy then has to let this one use it.
  if (key.split(':')[3] !== region)
    throw fault(
      where,
      value,
      `a key in ${region}`,
      'name the key of the stream: aws kinesis describe-stream-summary',
    )
}

/** Throws where a live rule would never fire, for nothing streams what it looks at. */
function checkSource(rule: string, { ingest }: Deployment, where: string): void {
  const missing = {
    keyword: !ingest.contact_lens_segments && 'ingest.contact_lens_segments: true',
    agent_error: ingest.agent_events === 'off' && 'ingest.agent_events: stream',
    abandonment: ingest.contact_records === 'firehose' && 'ingest.contact_records: stream',
  }[rule]
  if (missing)
    throw fault(
      where,
      `live.rules: ${rule}, which looks at what no stream brings`,
      missing,
      'set that, or leave the rule out',
    )
}

/** Throws where somebody is to be told of files that are kept elsewhere, or is of an account that could not read them. */
function checkFileNotices({ account, ingest }: Deployment, where: string): void {
  if (!ingest.file_notices) return
  if (!ingest.recordings)
    throw fault(
      where,
      'ingest.file_notices, and ingest.recordings: false',
      'notices of the bucket that Connect fills with ingest.recordings: true',
      'set that, or leave file_notices out: who keeps files elsewhere has their bucket tell it',
    )
  const other = ingest.file_notices.readers.find(reader => reader.split(':')[4] !== account)
  if (other !== undefined)
    throw fault(
      where,
      `ingest.file_notices.readers: ${other}`,
      `roles of account ${account}: bucket and key let no other account read the files`,
      'name a role of this account, which others may take',
    )
}

/** Throws where readers are twice there, or are to be opted in and are none. */
function checkReaders({ lake: { readers = [], opt_in } }: Deployment, where: string): void {
  const second = readers.findIndex((reader, at) => readers.indexOf(reader) !== at)
  if (second >= 0)
    throw fault(
      where,
      `lake.readers.${second}: ${readers[second]} twice`,
      'each role once',
      'leave out the second',
    )
  if (opt_in && readers.length === 0)
    throw fault(
      where,
      'lake.opt_in: true, and no lake.readers',
      'lake.opt_in with roles that are opted in',
      'name roles in lake.readers, or leave lake.opt_in out',
    )
}

/** What zod cannot know by looking at one value. Throws a `LakeError`. */
function checkTogether(deployment: Deployment, where: string): void {
  const { account, region, instances, etl } = deployment
  businessTime({ time_zone: etl.time_zone, business_hours: etl.business_hours })
  accessOf(deployment.access)
  companyThemes(deployment.theme ?? {})
  // Before anything is compiled: labels that the dashboards have already are refused.
  dashboardsWith(contactAttributes(deployment.contact_attributes))
  checkRaw(deployment, where)
  checkReaders(deployment, where)
  checkRunMissing(deployment, where)
  if (deployment.quicksight?.import_mode === 'spice') checkRefreshes(etl.schedule, where)
  const seen = new Set<string>()
  for (const [at, { arn, alias }] of instances.entries()) {
    const [, , , ofRegion, ofAccount] = arn.split(':')
    if (ofRegion !== region || ofAccount !== account)
      throw fault(
        where,
        `instances.${at}.arn: ${arn}`,
        `an instance of account ${account} in ${region}`,
        'streams lie beside their instance: write a file for each account and region',
      )
    for (const name of [arn, alias]) {
      if (seen.has(name))
        throw fault(where, `instances.${at}: ${name} twice`, 'each instance once', 'leave out the second')
      seen.add(name)
    }
  }
  for (const kind of ['contact_records', 'agent_events'] as const) {
    const value = deployment.ingest[kind]
    const [, , , ofRegion, ofAccount] = value.split(':')
    if (value.startsWith('arn:') && (ofRegion !== region || ofAccount !== account))
      throw fault(
        where,
        `ingest.${kind}: ${value}`,
        `a stream of account ${account} in ${region}`,
        'name a stream that lies beside the instances',
      )
    checkKey(deployment, kind, where)
  }
  if (etl.managed_lake?.database === databaseName(deployment))
    throw fault(
      where,
      `etl.managed_lake.database: ${etl.managed_lake.database}, the database of this lake`,
      'another one: its table contact_record is the one of the lake, and no link',
      'make a database for links, and the link in it',
    )
  checkFileNotices(deployment, where)
  for (const rule of deployment.live?.rules ?? []) checkSource(rule.when, deployment, where)
  const tooLong = longestNames(deployment).find(({ name, most }) => name.length > most)
  if (tooLong)
    throw fault(
      where,
      `prefix and environment make names such as ${tooLong.name}, ${tooLong.name.length} characters`,
      `${tooLong.most} at most for ${tooLong.of}`,
      `shorten prefix or environment by ${tooLong.name.length - tooLong.most}`,
    )
}

/**
 * A deployment as JSON, checked, every default settled. Throws a `LakeError`.
 * @param where what it was read from
 */
export function deploymentOf(json: unknown, where: string): Deployment {
  const { data, error } = schema.safeParse(json)
  const issue = error?.issues[0]
  if (issue)
    throw fault(
      where,
      `${issue.path.join('.') || '(root)'}: ${issue.message}`,
      'what docs/connect-lake.deploy.schema.json says',
      'mend the file, or write a new one by questions: connect-lake init',
      error,
    )
  const { $schema: _, ...deployment } = data as z.output<typeof schema>
  checkTogether(deployment, where)
  return deployment
}

/** The deployment of a file. Throws a `LakeError`. */
export function readDeployment(path: string): Deployment {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw fault(
      path,
      (cause as Error).message,
      'a file that this user may read',
      'name an existing file, or write one by questions: connect-lake init',
      cause,
    )
  }
  try {
    return deploymentOf(JSON.parse(text), path)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw fault(path, cause.message, 'JSON', 'mend the file', cause)
  }
}
