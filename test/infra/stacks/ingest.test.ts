import { Match, type Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { deploymentOf } from '../../../infra/config.ts'
import { ARRIVAL } from '../../../infra/ingest/delivery.ts'
import { arrivalOf } from '../../../schema/arrival-prefix.ts'
import { everything, smallest } from '../deployments.ts'
import { every, ofType, resourcesOf, type Templates, templates, templatesOf } from '../templates.ts'

const streams = (of: Templates) => ofType(of.ingest, 'AWS::KinesisFirehose::DeliveryStream')

test('each source has its delivery, zipped unless it comes so', () => {
  const shown = streams(templates('everything')).map(({ Properties: { DeliveryStreamName, ...of } }) => [
    DeliveryStreamName.replace('connect-lake-prod-', ''),
    of.ExtendedS3DestinationConfiguration.CompressionFormat,
  ])
  expect(Object.fromEntries(shown)).toEqual({
    'contact-records': 'GZIP',
    'agent-events': 'GZIP',
    'contact-lens-segments': 'GZIP',
    'contact-events': 'GZIP',
    'flow-logs': 'UNCOMPRESSED',
    metrics: 'GZIP',
  })
})

test('records are lines, for Athena reads them line by line, but where a service has zipped them', () => {
  for (const { Properties } of every().flatMap(streams)) {
    const { CompressionFormat, ProcessingConfiguration } = Properties.ExtendedS3DestinationConfiguration
    if (CompressionFormat === 'UNCOMPRESSED') expect(ProcessingConfiguration).toBeUndefined()
    else
      expect(ProcessingConfiguration).toEqual({
        Enabled: true,
        Processors: [
          {
            Type: 'AppendDelimiterToRecord',
            // A backslash and an n: Firehose makes a line break of them.
            Parameters: [{ ParameterName: 'Delimiter', ParameterValue: String.raw`\n` }],
          },
        ],
      })
  }
})

test('folders say when an object arrived, and failures lie outside of what a run reads', () => {
  const key = ARRIVAL.replace('!{timestamp:yyyy}', '2026')
    .replace('!{timestamp:MM}', '11')
    .replace('!{timestamp:dd}', '29')
    .replace('!{timestamp:HH}', '07')
  expect(arrivalOf(`records/contact-records/${key}x.gz`)).toBe(Date.UTC(2026, 10, 29, 7))
  for (const { Properties } of streams(templates('everything'))) {
    const { Prefix, ErrorOutputPrefix, CloudWatchLoggingOptions } =
      Properties.ExtendedS3DestinationConfiguration
    expect(Prefix).toMatch(/^(records|kept)\/[a-z-]+\/year=/)
    expect(ErrorOutputPrefix).toMatch(/^failed\/[a-z-]+\/!\{firehose:error-output-type\}\//)
    expect(CloudWatchLoggingOptions.Enabled).toBe(true)
  }
})

test('streams are on demand, or have the shards that were asked for; encrypted with the key of the deployment', () => {
  const ours = (of: Templates) =>
    ofType(of.ingest, 'AWS::Kinesis::Stream').map(({ Properties }) => Properties)
  for (const each of ours(templates('smallest')))
    expect(each.StreamModeDetails).toEqual({ StreamMode: 'ON_DEMAND' })
  for (const each of ours(templates('everything'))) expect(each).toMatchObject({ ShardCount: 2 })
  for (const each of every().flatMap(ours)) expect(each.StreamEncryption.EncryptionType).toBe('KMS')
})

test('straight through Firehose there is no stream, and one that is there already is read and not associated', () => {
  const { ingest } = templates('twoInstances')
  expect(ofType(ingest, 'AWS::Kinesis::Stream')).toEqual([])
  const associated = ofType(ingest, 'Custom::ConnectStorage').map(({ Properties }) => Properties)
  expect(
    associated.map(({ InstanceArn, StorageType }) => `${InstanceArn.at(-37 + 1)}${StorageType}`),
  ).toHaveLength(2)
  for (const each of associated)
    expect(each).toMatchObject({
      StorageType: 'CONTACT_TRACE_RECORDS',
      StorageKind: 'KINESIS_FIREHOSE',
      TakeOver: 'false',
    })
  ingest.hasResourceProperties('AWS::KinesisFirehose::DeliveryStream', {
    KinesisStreamSourceConfiguration: {
      KinesisStreamARN: 'arn:aws:kinesis:eu-west-2:123456789012:stream/agents',
    },
  })
})

test('what feeds a delivery can be changed: another choice is another delivery, and the default has the names it had', () => {
  const arn = (name: string) => `arn:aws:kinesis:eu-west-2:123456789012:stream/${name}`
  const choices = [
    { contact_records: 'stream', agent_events: 'stream' },
    { contact_records: 'firehose', agent_events: arn('a') },
    { contact_records: arn('a'), agent_events: arn('b') },
    { contact_records: arn('b'), agent_events: arn('c') },
  ]
  const all = choices.map(ingest => templatesOf(deploymentOf({ ...smallest, ingest }, 'test')))
  const longest = 'connect-lake-dev-contact-lens-segments'.length
  for (const source of ['contact-records', 'agent-events']) {
    const made = all.map(({ ingest, watch }) => {
      const own = resourcesOf(ingest).filter(([id]) => id.startsWith(source.replace('-', '')))
      const [stream] = own.filter(([, { Type }]) => Type === 'AWS::KinesisFirehose::DeliveryStream')
      const name: string = stream?.[1].Properties.DeliveryStreamName
      const watched = ofType(watch, 'AWS::CloudWatch::Alarm').flatMap(({ Properties }) =>
        Properties.MetricName === 'DeliveryToS3.DataFreshness' ? Properties.Dimensions : [],
      )
      expect(watched).toContainEqual({ Name: 'DeliveryStreamName', Value: name })
      return { name, id: stream?.[0] ?? '' }
    })
    expect(made[0]?.name).toBe(`connect-lake-dev-${source}`)
    expect(made[0]?.id).toMatch(new RegExp(`^${source.replace('-', '')}Stream`))
    expect(new Set(made.map(({ id }) => id)).size).toBe(choices.length)
    expect(new Set(made.map(({ name }) => name)).size).toBe(choices.length)
    for (const { name } of made) expect(name.length).toBeLessThanOrEqual(longest)
  }
})

test('each instance is told each type once', () => {
  const types = ofType(templates('everything').ingest, 'Custom::ConnectStorage').map(
    ({ Properties }) => Properties.StorageType,
  )
  expect(types.sort()).toEqual([
    'AGENT_EVENTS',
    'CALL_RECORDINGS',
    'CHAT_TRANSCRIPTS',
    'CONTACT_TRACE_RECORDS',
    'MEDIA_STREAMS',
    'REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS',
    'SCHEDULED_REPORTS',
  ])
})

test('instances are told one thing after the other, for Connect takes two calls a second', () => {
  for (const { ingest } of every()) {
    const told = resourcesOf(ingest).filter(([, { Type }]) => Type === 'Custom::ConnectStorage')
    const ids = told.map(([id]) => id)
    const waitsFor = told.map(([, { DependsOn = [] }]) => DependsOn.filter(each => ids.includes(each)))
    // A chain: one waits for none, each of the others for one that no other waits for.
    expect(waitsFor.filter(each => each.length === 0)).toHaveLength(1)
    expect(new Set(waitsFor.flat()).size).toBe(ids.length - 1)
    expect(waitsFor.flat()).toHaveLength(ids.length - 1)
  }
})

test('contact events are those of the instances, and what cannot be delivered is set aside', () => {
  templates('smallest').ingest.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.connect'],
      detail: { instanceArn: [Match.stringLikeRegexp('instance/')] },
    },
    Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
  })
})

test('metrics of Connect are streamed, and no others', () => {
  templates('smallest').ingest.hasResourceProperties('AWS::CloudWatch::MetricStream', {
    IncludeFilters: [{ Namespace: 'AWS/Connect' }],
    OutputFormat: 'json',
  })
})

describe('the key of a stream that is there already', () => {
  const stream = 'arn:aws:kinesis:eu-west-2:123456789012:stream/agents'
  // That of another account, whose policy has to let this one use it.
  const key = 'arn:aws:kms:eu-west-2:999999999999:key/0123abcd-0123-4567-89ab-0123456789ab'
  const made = (ingest: object) =>
    templatesOf(deploymentOf({ ...smallest, ingest, live: everything.live }, 'file.json'))
  /** Roles that may use it, and for what. */
  const users = ({ ingest, live }: Templates) =>
    [ingest, live as Template].flatMap(template =>
      resourcesOf(template).flatMap(([id, { Properties }]) =>
        (Properties?.Policies ?? []).flatMap(
          ({ PolicyDocument }: { PolicyDocument: { Statement: Granted[] } }) =>
            PolicyDocument.Statement.filter(({ Resource }) => JSON.stringify(Resource).includes(key)).map(
              ({ Action }) => [id.replace(/[0-9A-F]{8}$/, ''), Action],
            ),
        ),
      ),
    )
  interface Granted {
    readonly Action: unknown
    readonly Resource: unknown
  }

  test('is used by Firehose and the live consumer, and only to decrypt', () => {
    expect(users(made({ agent_events: stream, agent_events_key: key }))).toEqual([
      // By what `sha256sum` says of the ARN.
      ['agenteventsc6f5dRole', 'kms:Decrypt'],
      ['ConsumerRole', 'kms:Decrypt'],
    ])
  })

  test('is named nowhere without it', () => {
    expect(users(made({ agent_events: stream }))).toEqual([])
  })
})
