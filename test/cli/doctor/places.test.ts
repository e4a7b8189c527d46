import { describe, expect, test } from 'vitest'
import type { World } from '../account-server.ts'
import { doctor, stream } from './examined.ts'

const { account } = await doctor()

describe.concurrent('places that are taken', () => {
  const CTR = 'CONTACT_TRACE_RECORDS'
  const taken = { streams: { [CTR]: stream('bi-team') } }

  test('by others: refused, with who holds it and the three ways out', async () => {
    const { of, failed } = await account(taken)
    expect(failed).toEqual([`${CTR} of acme`])
    const { found, remedy } = of(`${CTR} of acme`) ?? {}
    expect(found).toContain(stream('bi-team'))
    expect(remedy).toMatch(/ingest takes its ARN.*take the association away.*ingest\.take_over/)
  })

  test('by others, with consent to replace it', async () => {
    const { of, failed } = await account(taken, { ingest: { take_over: true } })
    expect(failed).toEqual([])
    expect(of(`${CTR} of acme`)?.verdict).toBe('warning')
  })

  test('by this deployment, deployed before', async () => {
    const { of } = await account({ streams: { [CTR]: stream('connect-lake-dev-contact-records') } })
    expect(of(`${CTR} of acme`)).toMatchObject({ verdict: 'ok', found: expect.stringContaining('already') })
  })

  test('a stream that the instance is said to fill has to be the one that it fills', async () => {
    const ingest = { contact_records: stream('bi-team') }
    expect((await account(taken, { ingest })).failed).toEqual([])
    const other = await account({ streams: { [CTR]: stream('other') } }, { ingest })
    expect(other.of(`${CTR} of acme`)).toMatchObject({
      verdict: 'failed',
      found: expect.stringContaining('not to'),
    })
    expect((await account({}, { ingest })).of(`${CTR} of acme`)?.found).toBe('leads nowhere')
  })
})

describe.concurrent('live media', () => {
  const CHECK = 'MEDIA_STREAMS of acme'
  const key = (id: string): string => `arn:aws:kms:eu-west-2:123456789012:key/${id}`
  const encrypted = (id: string) => ({ EncryptionConfig: { EncryptionType: 'KMS', KeyId: key(id) } })
  // As Connect gives it back: with the alias of the instance behind what it was given.
  const ours = {
    ...{ Prefix: 'connect-lake-dev-media-connect-acme-contact-', RetentionPeriodHours: 24 },
    ...encrypted('k1'),
  }
  const resources = { 'connect-lake-dev-storage': { k1: 'AWS::KMS::Key' } }
  const ingest = { media_streams: true }

  test('that go where they are to, by prefix, retention and key', async () => {
    const { of } = await account({ media: ours, resources }, { ingest })
    expect(of(CHECK)).toMatchObject({
      verdict: 'ok',
      found:
        'leads to Kinesis Video Streams connect-lake-dev-media…, kept for 24 hours, encrypted with the key of the deployment already',
    })
    expect((await account({ resources }, { ingest })).of(CHECK)).toMatchObject({
      verdict: 'ok',
      found: 'free',
    })
  })

  test.each<[string, object, RegExp]>([
    [
      'another prefix',
      { Prefix: 'voicemail-connect-acme-contact-' },
      /voicemail-connect-acme-contact-…, kept/,
    ],
    // Which begins like ours.
    [
      'the prefix of another deployment',
      { Prefix: 'connect-lake-dev-media-2-connect-acme-contact-' },
      /media-2-connect/,
    ],
    ['another retention', { RetentionPeriodHours: 1 }, /kept for 1 hours/],
    ['another key', encrypted('k2'), /encrypted with arn:aws:kms:eu-west-2:123456789012:key\/k2/],
    ['a key of AWS', { EncryptionConfig: undefined }, /encrypted with a key of AWS/],
  ])('with %s are those of others', async (_, more, found) => {
    const { of } = await account({ media: { ...ours, ...more }, resources }, { ingest })
    expect(of(CHECK)).toMatchObject({
      ...{ verdict: 'failed', found: expect.stringMatching(found) },
      remedy: expect.stringContaining('ingest.take_over'),
    })
  })
})

describe.concurrent('logs of flows', () => {
  const CHECK = 'flow logs of acme'
  const to = (name: string): string => `arn:aws:firehose:eu-west-2:123456789012:deliverystream/${name}`
  const ours = 'connect-lake-dev-flow-logs'

  test.each<[string, World['filters'], string, RegExp]>([
    ['nobody has a filter', {}, 'ok', /0 of 2 filters/],
    ['others have one', { siem: to('siem') }, 'ok', /1 of 2 filters/],
    ['ours is there', { siem: to('siem'), [ours]: to(ours) }, 'ok', /already/],
    ['ours leads elsewhere', { [ours]: to('old') }, 'failed', /deliverystream\/old, not to/],
    ['others have both', { siem: to('siem'), debug: to('debug') }, 'failed', /siem to .*debug to /],
    ['no flow has logged', null, 'failed', /no log group \/aws\/connect\/acme/],
  ])('%s', async (_, filters = {}, verdict, found) => {
    const { of } = await account({ filters })
    expect(of(CHECK)).toMatchObject({ verdict, found: expect.stringMatching(found) })
    if (verdict === 'failed')
      expect(of(CHECK)?.remedy).toMatch(/"flow_logs": false|delete-subscription-filter/)
  })

  test('are not looked at where they are not kept, and are not failed where it may not be asked', async () => {
    expect((await account({ filters: null }, { ingest: { flow_logs: false } })).of(CHECK)).toBeUndefined()
    const denied = await account({ denied: ['DescribeSubscriptionFilters'] })
    expect(denied.of(CHECK)).toMatchObject({
      ...{ verdict: 'not checked', remedy: expect.stringContaining('logs:DescribeSubscriptionFilters') },
    })
  })
})
