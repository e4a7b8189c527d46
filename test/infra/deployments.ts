import { Code } from 'aws-cdk-lib/aws-lambda'
import type { HandlerCode } from '../../infra/code.ts'
import { deploymentOf } from '../../infra/config.ts'

const account = '123456789012'
const region = 'eu-west-2'
const instance = (digit: number, alias: string) => ({
  arn: `arn:aws:connect:${region}:${account}:instance/0000000${digit}-aaaa-bbbb-cccc-000000000000`,
  alias,
})

/** The least that a file says. */
export const smallest = { environment: 'dev', account, region, instances: [instance(1, 'acme')] }

/** Every option on. */
export const everything = {
  ...smallest,
  environment: 'prod',
  ingest: {
    ...{ contact_lens_segments: true, media_streams: true, take_over: true, shards: 2 },
    recordings: true,
    file_notices: { readers: [`arn:aws:iam::${account}:role/transcripts`] },
  },
  storage: { raw_expire_days: 2557, recordings_expire_days: 365 },
  lake: {
    ...{ crawler: true, dashboards_cutoff_gb: 20, opt_in: true },
    readers: [`arn:aws:iam::${account}:role/analysts`],
  },
  etl: {
    arrivals: true,
    time_zone: 'Europe/Paris',
    merge_mb: 2000,
    business_hours: { monday: ['08:00-18:30'] },
    managed_lake: {
      database: 'connect_managed',
      target: { account: '999988887777', database: 'connect_datalake' },
    },
    backfill: {
      image: `${account}.dkr.ecr.${region}.amazonaws.com/connect-lake:0.2.0`,
      subnets: ['subnet-0123456789abcdef0'],
      security_groups: ['sg-0123456789abcdef0'],
    },
  },
  live: { rules: [{ name: 'waiting', when: 'queue_wait', over_s: 120 }], emails: ['floor@example.com'] },
  quicksight: { groups: { leads: 'viewer', makers: 'owner' }, identity_region: 'us-east-1' },
  access: [{ group: 'leads', rows: { queue_name: ['Sales'] } }],
  contact_attributes: [{ name: 'reason', personal: false }],
  theme: { light: { accent: '#005ea2' } },
  watch: { emails: ['oncall@example.com'] },
}

/** Two instances; contact records straight through Firehose, agent events from a stream that is there. */
export const twoInstances = {
  ...smallest,
  environment: 'test',
  instances: [instance(1, 'acme'), instance(2, 'acme-emea')],
  ingest: {
    contact_records: 'firehose',
    agent_events: `arn:aws:kinesis:${region}:${account}:stream/agents`,
  },
}

export const files = { smallest, everything, twoInstances } as const

export const deploymentFor = (name: keyof typeof files) => deploymentOf(files[name], name)

/** Code that need not be bundled: what is in it is not what these tests are about. */
export const noCode: HandlerCode = {
  handler: () => Code.fromAsset('test/infra/stub'),
  layer: () => Code.fromAsset('test/infra/stub'),
}
