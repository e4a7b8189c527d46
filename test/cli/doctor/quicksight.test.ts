import { describe, expect, test } from 'vitest'
import type { World } from '../account-server.ts'
import { doctor } from './examined.ts'

const { account } = await doctor()

describe.concurrent('QuickSight', () => {
  const quicksight = {
    ...{ account_id: '123456789012', region: 'eu-west-2', database: 'connect_lake_dev' },
    groups: { leads: 'owner' },
  }
  const look = async (world: World) => (await account(world, {}, { quicksight })).of('quicksight')

  test('of the edition that has dashboards as code', async () => {
    expect(await look({})).toMatchObject({
      verdict: 'ok',
      found: expect.stringContaining('namespace default'),
    })
  })

  test('of a deployment, whose settings are in its own file', async () => {
    const more = { quicksight: { groups: { leads: 'owner' } } }
    const { of } = await account({ edition: 'STANDARD' }, more)
    expect(of('quicksight')).toMatchObject({ verdict: 'failed', remedy: expect.stringContaining('upgrade') })
    expect((await account({}, more)).of('quicksight')).toMatchObject({ verdict: 'ok' })
  })

  test('of a deployment: by whom it reads, once that is there; nothing is said of what nobody measured', async () => {
    const more = { quicksight: { groups: { leads: 'owner' } } }
    const before = await account({}, more)
    expect(before.of('quicksight reader')).toMatchObject({
      ...{ verdict: 'not checked', found: expect.stringContaining('come with the deployment') },
    })
    expect(before.of('spice')).toMatchObject({
      ...{
        verdict: 'not checked',
        found: expect.stringContaining('CloudWatch has no metric of it in eu-west-2'),
      },
    })
    const name = 'connect-lake-dev-dashboards-ReaderF7BF189D-x'
    const resources = { 'connect-lake-dev-dashboards': { [name]: 'AWS::IAM::Role' } }
    const role = `arn:aws:iam::123456789012:role/${name}`
    expect((await account({ resources }, more)).of('quicksight reader')).toMatchObject({
      verdict: 'ok',
      found: `${role}, by workgroup connect-lake-dev-dashboards, results in s3://results/dashboards/`,
    })
    const { failed, of } = await account({ resources, undone: 's3:GetObject' }, more)
    expect(failed).not.toContain('quicksight reader')
    expect(of('quicksight reader')).toMatchObject({
      verdict: 'warning',
      found: expect.stringContaining(`By its policies ${role} may not
  s3:GetObject on arn:aws:s3:::connect-lake-dev-lake-123456789012-eu-west-2/lake/any,`),
    })
  })

  test('of a configuration: the views that data sets read', async () => {
    const { of } = await account({}, {}, { quicksight })
    expect(of('quicksight views')).toMatchObject({
      ...{ verdict: 'failed', remedy: expect.stringContaining('connect-lake views apply') },
    })
  })

  test('of another edition, or signed up in another region', async () => {
    expect(await look({ edition: 'STANDARD' })).toMatchObject({
      ...{ verdict: 'failed', remedy: expect.stringContaining('upgrade') },
    })
    expect(await look({ identityRegion: 'us-east-1' })).toMatchObject({
      ...{ verdict: 'failed', remedy: expect.stringContaining('"identity_region": "us-east-1"') },
    })
  })
})
