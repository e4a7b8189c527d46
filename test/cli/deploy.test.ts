import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandLine } from '../fixture/command-line.ts'
import { temporaryFolder } from '../fixture/folder.ts'
import { writeTree } from '../fixture/tree.ts'
import { smallest } from '../infra/deployments.ts'
import { accountServer } from './account-server.ts'
import { errorParts } from './error-parts.ts'
import { fakeCheckout } from './fake-checkout.ts'

const folder = temporaryFolder()
const cli = await commandLine()
const FILE = 'connect-lake.deploy.json'
const LIVE = 'connect-lake-dev-live'
const aws = await accountServer({})
const withOrphan = await accountServer({ stacks: { [LIVE]: 'dev' } })

let places = 0

/** A folder with a deployment, and a checkout to deploy it from, whose layer is there. */
function placeOf(deployment: object = smallest) {
  const base = join(folder, `place-${++places}`)
  const cwd = writeTree(join(base, 'work'), { [FILE]: JSON.stringify(deployment) })
  const checkout = fakeCheckout(join(base, 'checkout'))
  checkout.haveLayer('1.0.0')
  const call = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    cli.call([...args, '--checkout', checkout.folder], { cwd, env: { ...checkout.env, ...aws, ...env } })
  /** What the CDK was told, without the synthesis. */
  const told = () =>
    checkout
      .steps()
      .filter(({ step, args }) => step === 'cdk' && args?.[0] !== 'synth')
      .map(({ args = [] }) => args)
  return { cwd, checkout, call, told }
}

describe.concurrent('deploy', () => {
  test('makes the code, synthesises and validates, and deploys what was synthesised', async () => {
    const { cwd, checkout, call, told } = placeOf()
    const { code, out, err } = await call(['deploy', '--yes'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [handlers, synth, deploy] = checkout.steps()
    expect(handlers).toEqual({ step: 'handlers' })
    expect(synth).toMatchObject({ isValidated: true, deployment: join(cwd, FILE) })
    const assembly = synth?.args?.[(synth.args.indexOf('--output') ?? 0) + 1]
    expect(deploy?.args).toEqual([
      ...['deploy', '--all', '--app', assembly, '--require-approval', 'never', '--no-notices'],
    ])
    expect(told()).toHaveLength(1)
    // The plan, then what the CDK says, as it comes: storage first, for the other needs it.
    expect(out).toMatch(/acme-storage +2 .*\n.*acme-etl +2 [\s\S]*\ncdk says deploy\n$/)
    expect(out).not.toContain('cdk says synth')
  })

  test('asks before permissions are widened, unless --yes', async () => {
    const { call, told } = placeOf()
    await call(['deploy'])
    expect(told()[0]).toEqual(expect.arrayContaining(['--require-approval', 'broadening']))
  })

  test('--dry-run shows the stacks, and tells the CDK nothing else', async () => {
    const { call, told } = placeOf()
    const { code, out } = await call(['deploy', '--dry-run'])
    expect(code).toBe(0)
    expect(out).toContain('acme-etl')
    expect(told()).toEqual([])
  })

  test('--diff has the CDK compare, and deploys nothing', async () => {
    const { call, told } = placeOf()
    expect((await call(['deploy', '--diff'])).out).toBe('cdk says diff\n')
    expect(told().map(([first]) => first)).toEqual(['diff'])
    expect((await call(['deploy', '--diff', '--dry-run'])).code).toBe(2)
  })

  test('--policies writes what the role of CloudFormation needs, says how it is given that, and deploys nothing', async () => {
    const { cwd, call, told } = placeOf()
    const { code, out } = await call(['deploy', '--policies', 'policies'])
    expect({ code, told: told() }).toEqual({ code: 0, told: [] })
    expect(readdirSync(join(cwd, 'policies'))).toEqual(['connect-lake-dev-deployer-1.json'])
    const path = join('policies', 'connect-lake-dev-deployer-1.json')
    const { Statement } = JSON.parse(readFileSync(join(cwd, path), 'utf8'))
    // These are in the templates, and nothing else is.
    const services = (Statement as { Action: string[] }[]).map(({ Action }) => Action[0]?.split(':')[0])
    expect(services).toEqual(['iam', 'kms', 'sqs', 's3', 'ssm'])
    expect(out).toBe(
      [
        `aws iam create-policy --policy-name connect-lake-dev-deployer-1 --policy-document file://${path}`,
        'npx cdk bootstrap aws://123456789012/eu-west-2 --cloudformation-execution-policies arn:aws:iam::123456789012:policy/connect-lake-dev-deployer-1',
        '',
      ].join('\n'),
    )
    expect((await call(['deploy', '--policies', 'policies', '--diff'])).code).toBe(2)
  })

  test('the layer is made where it is missing or of another release', async () => {
    const { checkout, call } = placeOf()
    const made = () => checkout.steps().filter(({ step }) => step === 'layer').length
    await call(['deploy', '--dry-run'])
    expect(made()).toBe(0)
    checkout.haveLayer('0.9.0')
    await call(['deploy', '--dry-run'])
    expect(made()).toBe(1)
  })

  test('another file, from another folder', async () => {
    const { checkout, call, cwd } = placeOf()
    writeTree(cwd, { 'files/prod.json': JSON.stringify({ ...smallest, environment: 'prod' }) })
    await call(['deploy', '--dry-run', '--deployment', 'files/prod.json'])
    expect(checkout.steps().at(-1)?.deployment).toBe(join(cwd, 'files/prod.json'))
  })
})

describe.concurrent('a section that was taken out leaves its stack', () => {
  const live = { rules: [{ name: 'waiting', when: 'queue_wait', over_s: 120 }] }

  test('deploy says that it is there, what it does, and how it goes; and leaves it', async () => {
    const { call, told } = placeOf()
    const { code, err } = await call(['deploy', '--yes'], withOrphan)
    expect({ code, told: told().map(([first]) => first) }).toEqual({ code: 0, told: ['deploy'] })
    expect(err).toMatch(
      /^! connect-lake-dev-live is in the account \(UPDATE_COMPLETE\), .*no section live any more\n/,
    )
    // A stream on demand, 0.04 an hour of 730.
    expect(err).toMatch(/\n {2}alerts go on .* 29 USD a month/)
    expect(err).toMatch(/\n {2}do: connect-lake deploy --remove-stacks\n$/)
    expect((await call(['deploy', '--diff'], withOrphan)).err).toBe(err)
    // It asks nobody.
    expect((await call(['deploy', '--dry-run'], withOrphan)).err).toBe('')
  })

  test('what has the section has no orphan, and a stack of that name without our tag is somebody else’s', async () => {
    const { call } = placeOf({ ...smallest, live })
    expect((await call(['deploy', '--yes'], withOrphan)).err).toBe('')
    const others = await accountServer({ stacks: { [LIVE]: 'another', 'connect-lake-prod-live': 'prod' } })
    expect((await placeOf().call(['deploy', '--yes'], others)).err).toBe('')
  })

  test('--remove-stacks destroys it, and nothing else, before it deploys', async () => {
    const { checkout, call, told } = placeOf()
    expect((await call(['deploy', '--yes', '--remove-stacks'], withOrphan)).code).toBe(0)
    const [destroy = [], deploy] = told()
    expect(destroy.slice(0, 4)).toEqual(['destroy', '--all', '--force', '--app'])
    expect(deploy?.[0]).toBe('deploy')
    const { artifacts } = checkout.steps().find(({ args }) => args?.[0] === 'destroy')?.manifest ?? {}
    expect(Object.values(artifacts ?? {}).map(({ properties }) => properties.stackName)).toEqual([LIVE])
    // By the same roles, and none that it would need in the order.
    expect(artifacts?.live).toMatchObject({ dependencies: [], properties: { assumeRoleArn: 'deploy-role' } })
    const none = placeOf()
    expect((await none.call(['deploy', '--yes', '--remove-stacks'])).code).toBe(0)
    expect(none.told().map(([first]) => first)).toEqual(['deploy'])
    for (const other of ['--diff', '--dry-run'])
      expect((await none.call(['deploy', '--remove-stacks', other])).code).toBe(2)
  })

  test('destroy destroys it, too, and before the others', async () => {
    const { call, told } = placeOf()
    const { code, out } = await call(['destroy', '--yes'], withOrphan)
    expect(out).toMatch(
      /^goes\n {2}acme-etl\n {2}connect-lake-dev-live, whose section was taken out[^\n]*\nstays\n/,
    )
    expect({ code, told: told().map(each => each.slice(0, 2)) }).toEqual({
      ...{ code: 0 },
      told: [
        ['destroy', '--all'],
        ['destroy', 'etl'],
      ],
    })
  })

  test('who may not ask CloudFormation is told so, and deploys; destroy takes what may be there', async () => {
    const denied = await accountServer({ denied: ['DescribeStacks'], stacks: { [LIVE]: 'dev' } })
    const { checkout, call, told } = placeOf()
    const { code, err } = await call(['deploy', '--yes'], denied)
    expect({ code, told: told().map(([first]) => first) }).toEqual({ code: 0, told: ['deploy'] })
    expect(err).toMatch(
      /was not looked at\n {2}AWS denied access: .*\n {2}do: allow cloudformation:DescribeStacks/,
    )
    const { out } = await call(['destroy', '--yes'], denied)
    expect(out).toContain('connect-lake-dev-live, if it is there: AWS denied access')
    const { artifacts = {} } = checkout.steps().find(({ args }) => args?.[0] === 'destroy')?.manifest ?? {}
    expect(Object.keys(artifacts)).toEqual(['live', 'dashboards'])
  })
})

describe.concurrent('what an earlier deployment left behind', () => {
  const bucket = (kind: string): string => `connect-lake-dev-${kind}-123456789012-eu-west-2`
  const KEY = '0123abcd-0123-4567-89ab-0123456789ab'
  const left = { environment: 'dev', key: `arn:aws:kms:eu-west-2:123456789012:key/${KEY}` }
  const STORAGE = 'connect-lake-dev-storage'
  const recorded = { ...smallest, ingest: { recordings: true } }
  /** What the CDK was told, without the folder of the assembly and what it is told each time. */
  const wordsOf = (args: readonly string[]): string =>
    args.filter((word, at) => args[at - 1] !== '--app' && !/^--(app|no-notices)$/.test(word)).join(' ')

  test('a bucket whose option was off for a while is taken back by its name, and brought to what the template says, before all else', async () => {
    const { call, told } = placeOf(recorded)
    const there = Object.fromEntries(
      ['raw', 'lake', 'results', 'logs'].map(kind => [bucket(kind), 'AWS::S3::Bucket']),
    )
    const account = await accountServer({
      resources: {
        [STORAGE]: { ...there, [bucket('media')]: 'AWS::S3::Bucket left', [KEY]: 'AWS::KMS::Key' },
      },
      buckets: { [bucket('raw')]: left, [bucket('media')]: left },
    })
    const { code, err } = await call(['deploy', '--yes'], account)
    expect(code).toBe(0)
    expect(err).toBe(
      `! the bucket ${bucket('media')} is there, with what is in it, and no stack has it\n  a deployment takes back what is left of an earlier one\n`,
    )
    expect(told().map(wordsOf)).toEqual([
      'deploy storage --exclusively --import-existing-resources --require-approval never',
      'deploy storage --exclusively --revert-drift --require-approval never',
      'deploy --all --require-approval never',
    ])
  })

  test('where the whole stack is gone the key comes first, by its id, which a bucket tells', async () => {
    const { call, told } = placeOf()
    const logs = { environment: 'dev' }
    const account = await accountServer({ buckets: { [bucket('logs')]: logs, [bucket('raw')]: left } })
    const { code, err } = await call(['deploy'], account)
    expect(code).toBe(0)
    expect(err).toContain(`so is its key, ${KEY}, without which nobody could read it`)
    expect(told().map(wordsOf)).toEqual([
      `import storage --resource-mapping-inline {"R1":{"KeyId":"${KEY}"}} --force`,
      'deploy storage --exclusively --import-existing-resources --require-approval broadening',
      'deploy storage --exclusively --revert-drift --require-approval never',
      'deploy --all --require-approval broadening',
    ])
    expect((await call(['deploy', '--diff'], account)).err).toBe(err)
    expect(told().at(-1)?.[0]).toBe('diff')
  })

  test('what is not asked for is left where it is', async () => {
    const { call, told } = placeOf()
    const account = await accountServer({ buckets: { [bucket('media')]: left } })
    expect((await call(['deploy', '--yes'], account)).err).toBe('')
    expect(told().map(([first]) => first)).toEqual(['deploy'])
  })

  test.each([
    ['has no tag', {}],
    ['is of another environment', { environment: 'prod' }],
  ])('a bucket of such a name that %s ends it: nothing is deployed', async (_, made) => {
    const { call, told } = placeOf()
    const { code, err } = await call(
      ['deploy', '--yes'],
      await accountServer({ buckets: { [bucket('lake')]: made } }),
    )
    expect({ code, told: told() }).toEqual({ code: 1, told: [] })
    expect(errorParts(err).value).toBe(bucket('lake'))
    expect(errorParts(err).do).toContain('another prefix or environment')
  })

  test('who may not look is told so, and deploys', async () => {
    const { call, told } = placeOf()
    const denied = await accountServer({ denied: ['ListStackResources'], buckets: { [bucket('raw')]: left } })
    const { code, err } = await call(['deploy', '--yes'], denied)
    expect({ code, told: told().map(([first]) => first) }).toEqual({ code: 0, told: ['deploy'] })
    expect(err).toMatch(
      /buckets of an earlier deployment .* not looked at\n.*\n {2}do: allow cloudformation:ListStackResources/,
    )
  })

  test('a key that cannot be taken back ends it, with what can be done about it', async () => {
    const { call, told } = placeOf()
    const account = await accountServer({ buckets: { [bucket('raw')]: left } })
    const { code, err } = await call(['deploy', '--yes'], { ...account, FAILS: 'import' })
    expect({ code, told: told().length }).toEqual({ code: 1, told: 1 })
    expect(err).toContain(`aws kms cancel-key-deletion --key-id ${KEY}`)
  })
})

describe.concurrent('deploy ends with 1, and says what to do, when', () => {
  test('the deployment is not valid: nothing is run', async () => {
    const { checkout, call } = placeOf({ ...smallest, region: 'eu-north-1' })
    const { code, err } = await call(['deploy'])
    expect(code).toBe(1)
    expect(errorParts(err).what).toBe('this cannot be deployed')
    expect(errorParts(err).value).toContain('region')
    expect(checkout.steps()).toEqual([])
  })

  test.each<[string, string, RegExp]>([
    ['code cannot be made', 'handlers', /no such handler/],
    ['it cannot be synthesised', 'synth', /because of this/],
    ['the CDK fails', 'deploy', /ended with 3/],
  ])('%s', async (_, FAILS, says) => {
    const { call, told } = placeOf()
    const { code, err } = await call(['deploy', '--yes'], { FAILS })
    expect(code).toBe(1)
    const parts = errorParts(err.slice(err.indexOf('✗')))
    expect(err).toMatch(says)
    expect(parts.do).toContain(FAILS === 'deploy' ? 'goes on from there' : 'nothing was sent to AWS')
    expect(told()).toHaveLength(FAILS === 'deploy' ? 1 : 0)
  })

  test('there is no checkout, or no CDK in it', async () => {
    const { cwd } = placeOf()
    const installed = await cli.call(['deploy'], { cwd })
    expect(installed.code).toBe(1)
    expect(installed.err).toMatch(/an installed package has no infra/)
    const bare = writeTree(join(cwd, 'bare'), { 'package.json': '{}', 'infra/app.ts': '' })
    const without = await cli.call(['deploy', '--checkout', bare], { cwd })
    expect(without.err).toMatch(/npm install --include=dev/)
  })
})

describe.concurrent('destroy', () => {
  test('says what goes and what stays, and does nothing without --yes', async () => {
    const { call, told } = placeOf()
    const { code, out, err } = await call(['destroy'])
    expect(code).toBe(2)
    expect(out).toMatch(
      /^goes\n {2}acme-etl\nstays\n {2}acme-storage, protected[\s\S]*buckets and their key[\s\S]*QuickSight/,
    )
    expect(errorParts(err).do).toContain('--yes')
    expect(told()).toEqual([])
  })

  test('with --yes destroys all stacks but the protected one', async () => {
    const { checkout, call, told } = placeOf()
    expect((await call(['destroy', '--yes'])).code).toBe(0)
    expect(told()).toHaveLength(1)
    expect(told()[0]?.slice(0, 3)).toEqual(['destroy', 'etl', '--force'])
    expect(checkout.steps().find(({ step }) => step === 'cdk')?.isValidated).toBe(false)
  })

  test('an error of the CDK is one of ours', async () => {
    const { call } = placeOf()
    const { code, err } = await call(['destroy', '--yes'], { FAILS: 'destroy' })
    expect(code).toBe(1)
    expect(err).toContain('the CDK did not destroy everything')
  })
})
