import { describe, expect, test } from 'vitest'
import { doctor } from './examined.ts'

const { account } = await doctor()

describe.concurrent('policies of keys', () => {
  const [storage, watch] = ['k1', 'k2'].map(id => `arn:aws:kms:eu-west-2:123456789012:key/${id}`) as [
    string,
    string,
  ]
  const resources = {
    'connect-lake-dev-storage': { k1: 'AWS::KMS::Key' },
    'connect-lake-dev-watch': { k2: 'AWS::KMS::Key' },
  }
  const allow = (Principal: unknown, Action: unknown, Condition?: object) => ({
    ...{ Effect: 'Allow', Principal, Action, Resource: '*', ...(Condition && { Condition }) },
  })
  const root = allow({ AWS: 'arn:aws:iam::123456789012:root' }, 'kms:*')
  const connect = allow({ AWS: '*' }, ['kms:Decrypt', 'kms:GenerateDataKey'], {
    StringEquals: { 'kms:CallerAccount': '123456789012' },
    ArnLike: {
      'aws:PrincipalArn':
        'arn:aws:iam::123456789012:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*',
    },
  })
  const events = allow({ Service: 'events.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey'], {
    StringEquals: { 'aws:SourceAccount': '123456789012' },
  })
  const alarms = allow({ Service: 'cloudwatch.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey*'])
  const look = async (
    ofStorage: readonly object[],
    ofWatch: readonly object[] = [root, alarms],
    more = {},
  ) => {
    const { of } = await account({ resources, keys: { [storage]: ofStorage, [watch]: ofWatch } }, more)
    return [of('key of storage'), of('key of watch')] as const
  }

  test('that let in all that they have to, in these words or in wider ones', async () => {
    for (const ofEvents of [
      events,
      allow({ Service: ['events.amazonaws.com', 'sns.amazonaws.com'] }, 'kms:*'),
    ])
      expect(await look([root, connect, ofEvents])).toMatchObject([
        { verdict: 'ok', found: `${storage} lets in all 3 that it has to` },
        { verdict: 'ok', found: `${watch} lets in all 2 that it has to` },
      ])
    // Nobody sends events: none has to be let in.
    const more = { ingest: { contact_events: false } }
    expect((await look([root, connect], undefined, more))[0]?.verdict).toBe('ok')
  })

  test.each<[string, readonly object[], RegExp]>([
    ['not Connect', [root, events], /does not let in Connect, which writes into the streams/],
    [
      'Connect of one role only',
      [
        ...[root, events],
        { ...connect, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/x' } } },
      ],
      /does not let in Connect/,
    ],
    [
      'Connect to decrypt only',
      [root, events, { ...connect, Action: 'kms:Decrypt' }],
      /does not let in Connect/,
    ],
    ['not EventBridge', [root, connect], /does not let in EventBridge/],
    ['not the account', [connect, events], /does not let in the account, .*those of Firehose/],
  ])('that let in %s: it is said which statement they lack', async (_, statements, found) => {
    const [of] = await look(statements)
    expect(of).toMatchObject({ verdict: 'warning', found: expect.stringMatching(found) })
    expect(of?.remedy).toContain('--revert-drift), or add to its policy: {"Effect":"Allow","Principal":')
  })

  test('alarms that could not publish; a statement that denies; a key of which nobody may ask', async () => {
    const [, of] = await look([root, connect, events], [root])
    expect(of).toMatchObject({ verdict: 'warning', found: expect.stringContaining('alarms of CloudWatch') })
    const deny = { ...root, Effect: 'Deny', Action: 'kms:Decrypt' }
    expect((await look([root, connect, events, deny]))[0]).toMatchObject({
      ...{ verdict: 'warning', found: expect.stringContaining('"Effect":"Deny"') },
    })
    const denied = await account({ resources, denied: ['GetKeyPolicy'] })
    expect(denied.of('key of storage')).toMatchObject({
      ...{ verdict: 'not checked', remedy: expect.stringContaining('kms:GetKeyPolicy') },
    })
    expect((await account({})).of('key of storage')).toMatchObject({
      ...{ verdict: 'ok', found: 'none yet: there is no stack connect-lake-dev-storage' },
    })
  })
})
