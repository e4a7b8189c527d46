import type { ResourcePermission } from '@aws-sdk/client-quicksight'
import { LakeError } from '../../schema/error.ts'
import { groupArn } from '../quicksight/place.ts'
import { isOf, type Request } from '../quicksight/request.ts'
import type { QuickSightApi } from './api.ts'

const principalsOf = (wanted: readonly Request[]): ReadonlySet<string> =>
  new Set(
    wanted.flatMap(({ input }) =>
      ((input as { readonly Permissions?: readonly ResourcePermission[] }).Permissions ?? []).map(
        ({ Principal = '' }) => Principal,
      ),
    ),
  )

/**
 * What has to hold before the first write: the account has QuickSight, of the edition that has dashboards as code, where
 * the settings say; and whom assets are shared with is there. Throws a `LakeError` for the first that does not. Whether
 * the role of QuickSight may ask Athena and write results, QuickSight tries itself when the data source is made, before
 * any data set or dashboard is.
 */
export async function preflight(api: QuickSightApi, wanted: readonly Request[]): Promise<void> {
  const { account_id: AwsAccountId, namespace: Namespace } = api.place
  const subscription = await api.find(
    'DescribeAccountSubscription',
    `account ${AwsAccountId}`,
    client => client.describeAccountSubscription({ AwsAccountId }),
    'people',
  )
  const { Edition = '', AccountSubscriptionStatus: status = '' } = subscription?.AccountInfo ?? {}
  if (!subscription || !/CREATED|^OK$/.test(status))
    throw new LakeError({
      what: 'the account is not signed up for QuickSight',
      value: `${AwsAccountId}${status === '' ? '' : `, ${status}`}`,
      allowed: 'an account with QuickSight, edition Enterprise',
      remedy:
        'sign up in the console of QuickSight, and let it use Athena and the buckets of the lake and of results',
    })
  if (!Edition.startsWith('ENTERPRISE'))
    throw new LakeError({
      what: 'this edition of QuickSight has no dashboards from definitions',
      value: Edition,
      allowed: 'ENTERPRISE',
      remedy: 'upgrade the account in the console of QuickSight: Manage QuickSight, Your subscriptions',
    })
  const there = await api.find(
    'DescribeNamespace',
    `namespace ${Namespace}`,
    client => client.describeNamespace({ AwsAccountId, Namespace }),
    'people',
  )
  if (!there)
    throw new LakeError({
      what: 'there is no such namespace of QuickSight',
      value: Namespace,
      allowed: 'default, or one that was made',
      remedy: 'set "namespace" in the section quicksight of connect-lake.config.json',
    })
  const made = wanted
    .filter(isOf('CreateGroup'))
    .map(({ input }) => groupArn(api.place, input.GroupName ?? ''))
  for (const principal of principalsOf(wanted)) {
    const [, kind, name = ''] = /:(group|user)\/[^/]+\/(.+)$/.exec(principal) ?? []
    if (kind === undefined || made.includes(principal)) continue
    const found =
      kind === 'group'
        ? await api.find(
            'DescribeGroup',
            principal,
            client => client.describeGroup({ AwsAccountId, Namespace, GroupName: name }),
            'people',
          )
        : await api.find(
            'DescribeUser',
            principal,
            client => client.describeUser({ AwsAccountId, Namespace, UserName: name }),
            'people',
          )
    if (!found)
      throw new LakeError({
        what: `assets are to be shared with a ${kind} that is not there`,
        value: name,
        allowed: `a ${kind} of the namespace ${Namespace}`,
        remedy: `make the ${kind} in QuickSight, or name another one in the settings`,
      })
  }
}
