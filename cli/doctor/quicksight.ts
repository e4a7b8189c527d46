import type { Command } from 'commander'
import { isOf } from '../../dashboards/quicksight/request.ts'
import type { QuickSightSettings } from '../../dashboards/quicksight/settings.ts'
import type { Deployment } from '../../infra/config.ts'
import type { Config } from '../config.ts'
import { keyArnOf, stackResources } from '../deployment/stack-resources.ts'
import { openQuickSight } from '../quicksight/command.ts'
import type { Note } from '../quicksight/note.ts'
import { version } from '../version.ts'
import { configuredIn } from '../views/configured.ts'
import { checked, type Finding, notChecked } from './finding.ts'

type Opened = Pick<Awaited<ReturnType<typeof openQuickSight>>, 'api' | 'config' | 'wanted'>

/** The role by which a deployment has QuickSight read; undefined before there is one. */
async function deployedReader(deployment: Deployment): Promise<string | undefined> {
  const { nameOf, partitionOf } = await import('../../infra/names.ts')
  const has = await stackResources(nameOf(deployment, 'dashboards'), deployment.region)
  const [name] = [...has].find(([id, type]) => type === 'AWS::IAM::Role' && /Reader/.test(id)) ?? []
  return name && `arn:${partitionOf(deployment)}:iam::${deployment.account}:role/${name}`
}

/** QuickSight as a deployment is to have it, what is wanted there, and where the lake is that it reads. */
async function openDeployed(
  deployment: Deployment,
  settings: QuickSightSettings,
  config: Config,
): Promise<Opened> {
  const { quickSightApi } = await import('../../dashboards/deploy/api.ts')
  const { placeOf } = await import('../../dashboards/quicksight/settings.ts')
  const { bucketName, LAKE } = await import('../../infra/names.ts')
  const { wantedRequests } = await import('../quicksight/wanted.ts')
  const key_arn = settings.role_arn && (await keyArnOf(deployment, 'storage'))
  return {
    config: {
      ...config,
      lake: `s3://${bucketName(deployment, 'lake')}/${LAKE}`,
      s3: { ...config.s3, ...(key_arn && { kms_key_id: key_arn }) },
    },
    api: await quickSightApi(placeOf(settings)),
    wanted: wantedRequests(config, settings, configuredIn([], config), version()),
  }
}

/** What is told and ends nothing, as findings; where nothing is told, what was seen. */
const findingsOf = (check: string, notes: readonly Note[], ok: string): readonly Finding[] =>
  notes.length === 0
    ? [{ check, verdict: 'ok', found: ok }]
    : notes.map(({ is_seen, text }) => ({ check, verdict: is_seen ? 'warning' : 'not checked', found: text }))

/** Whether the account has QuickSight as the settings say. */
async function accountFinding({ api, wanted }: Opened): Promise<Finding> {
  const { preflight } = await import('../../dashboards/deploy/preflight.ts')
  await preflight(api, wanted)
  const { account_id, region, identity_region, namespace } = api.place
  return {
    ...{ check: 'quicksight', verdict: 'ok' },
    found: `Enterprise, account ${account_id}, ${region}, people in ${identity_region}, namespace ${namespace}`,
  }
}

/** Whether those by whom QuickSight reads are there, and may read the lake. */
async function readerFindings(check: string, opened: Opened): Promise<readonly Finding[]> {
  const { readersOf } = await import('../quicksight/before-writing.ts')
  const { rightsNotes } = await import('../quicksight/preflight-notes.ts')
  const { api, config, wanted } = opened
  const readers = await readersOf(opened)
  const notes = await rightsNotes({ place: api.place, wanted, readers }, config)
  const seen = readers.map(
    ({ role_arn, workgroup, results }) =>
      `${role_arn ?? 'the role of the account'}, by workgroup ${workgroup ?? 'primary'}${results.location ? `, results in ${results.location}` : ''}`,
  )
  return findingsOf(check, notes, seen.join('\n'))
}

/** Whether SPICE has room for what an apply would have read. */
async function capacityFindings(check: string, { api, wanted }: Opened): Promise<readonly Finding[]> {
  const { plannedAssets } = await import('../quicksight/plan.ts')
  const { isInMemory } = await import('../../dashboards/deploy/reading.ts')
  const { capacityNotes } = await import('../quicksight/spice-capacity.ts')
  const steps = await plannedAssets(api, wanted)
  const isRead = steps.some(({ action, request }) => isInMemory(request) && action !== 'keep')
  const ok = isRead ? 'has room, as far as is known' : 'apply would have nothing read into it'
  return findingsOf(check, await capacityNotes(api.place.region, steps, Date.now()), ok)
}

/** Whether the database has the views that data sets read, with the rules of the configuration. */
async function viewsFinding(check: string, command: Command): Promise<Finding> {
  const { checkLake, wanted } = await openQuickSight({}, command)
  await checkLake()
  const n = wanted.filter(isOf('CreateDataSet')).length
  return { check, verdict: 'ok', found: `the database has what ${n} data sets read` }
}

/**
 * What apply looks at before its first write, by the same code: as a deployment is to have it, or else as the configuration
 * says. What a deployment makes itself is looked at once it is there.
 */
export async function quickSightFindings(
  command: Command,
  config: Config,
  deployment: Deployment | undefined,
): Promise<readonly Finding[]> {
  const { quickSightOf } = await import('../../infra/dashboards/settings.ts')
  const settings = deployment && quickSightOf(deployment)
  const [reader, views] = ['quicksight reader', 'quicksight views']
  let opened: Opened | undefined
  const open = async (role_arn?: string): Promise<Opened> =>
    deployment && settings
      ? openDeployed(deployment, { ...settings, ...(role_arn && { role_arn }) }, config)
      : openQuickSight({}, command, 'configured')
  const account = await checked('quicksight', async () => {
    opened = await open()
    return accountFinding(opened)
  })
  if (!opened || account.some(({ verdict }) => verdict !== 'ok')) return account
  const seen = opened
  return [
    ...account,
    ...(await checked(reader, async () => {
      if (!deployment || !settings) return readerFindings(reader, seen)
      const role_arn = await deployedReader(deployment)
      return role_arn === undefined
        ? notChecked(reader, 'the role and the workgroup by which QuickSight reads come with the deployment')
        : readerFindings(reader, await open(role_arn))
    })),
    ...(settings ? [] : await checked(views, () => viewsFinding(views, command))),
    ...(await checked('spice', () => capacityFindings('spice', seen))),
  ]
}
