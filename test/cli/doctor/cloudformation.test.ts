import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeTree } from '../../fixture/tree.ts'
import { smallest } from '../../infra/deployments.ts'
import { accountServer, type World } from '../account-server.ts'
import { fakeCheckout } from '../fake-checkout.ts'
import { doctor, FILE, type Finding } from './examined.ts'

const { account, cli, examined, folder, workplace } = await doctor()

describe.concurrent('stacks of sections that were taken out', () => {
  const stacks = { 'connect-lake-dev-live': 'dev', 'connect-lake-dev-dashboards': 'dev' }

  test('are a warning each; what has the section has none', async () => {
    const { checks } = await examined({ [FILE]: smallest }, { env: await accountServer({ stacks }) })
    expect(checks.filter(({ check }) => check === 'stacks')).toEqual([
      {
        ...{ check: 'stacks', verdict: 'warning', remedy: 'connect-lake deploy --remove-stacks' },
        found: expect.stringMatching(/^connect-lake-dev-live .*no section live any more\nalerts go on/),
      },
      expect.objectContaining({
        found: expect.stringMatching(/^connect-lake-dev-dashboards .*no section quicksight/),
      }),
    ])
    const live = { rules: [{ name: 'waiting', when: 'queue_wait', over_s: 120 }] }
    const quicksight = { groups: { leads: 'owner' } }
    expect((await account({ stacks }, { live, quicksight })).of('stacks')).toMatchObject({ verdict: 'ok' })
  })

  test('are not failed where nobody may ask', async () => {
    const { of } = await account({ denied: ['DescribeStacks'] })
    expect(of('stacks')).toMatchObject({
      ...{ verdict: 'not checked', remedy: expect.stringContaining('cloudformation:DescribeStacks') },
    })
  })
})

describe.concurrent('the role of CloudFormation', () => {
  let checkouts = 0
  /** With a checkout whose code is made: two stacks, of queues and roles. */
  async function looked(world: World) {
    const checkout = fakeCheckout(join(folder, `checkout-${++checkouts}`))
    checkout.haveLayer('1.0.0')
    writeTree(join(checkout.folder, 'dist/handlers/plan'), { 'index.cjs': '' })
    const env = { ...checkout.env, ...(await accountServer(world)) }
    const args = ['doctor', '--json', '--checkout', checkout.folder]
    const { out } = await cli.call(args, { cwd: workplace({ [FILE]: smallest }), env })
    const { checks } = JSON.parse(out) as { checks: readonly Finding[] }
    return checks.find(({ check }) => check === 'deployer')
  }
  const role = 'arn:aws:iam::123456789012:role/cdk-hnb659fds-cfn-exec-role-123456789012-eu-west-2'

  test.each<[string, World, Partial<Finding>]>([
    [
      'may make all that is in the templates',
      {},
      { verdict: 'ok', found: `${role} may make all that is deployed` },
    ],
    [
      'may not tag a queue',
      { undone: 'sqs:TagQueue' },
      {
        ...{ verdict: 'warning', found: `${role} may not sqs:TagQueue` },
        remedy: expect.stringContaining('deploy --policies'),
      },
    ],
    [
      'may do nothing to queues: some of what it lacks is named',
      { undone: 'sqs:' },
      { found: expect.stringMatching(/may not (sqs:\w+, ){4}sqs:\w+ and \d+ more$/) },
    ],
    ['may not do what no template needs', { undone: 'kinesis:' }, { verdict: 'ok' }],
  ])('%s', async (_, world, finding) => {
    expect(await looked(world)).toMatchObject(finding)
  })

  test('is not looked at where nothing was synthesised', async () => {
    expect((await account({})).of('deployer')).toMatchObject({ verdict: 'not checked' })
  })
})
