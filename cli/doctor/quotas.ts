import {
  paginateListAWSDefaultServiceQuotas,
  paginateListServiceQuotas,
  type ServiceQuota,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas'
import type { Deployment } from '../../infra/config.ts'
import { asked } from '../../lake/aws/failure.ts'
import { checked, type Finding } from './finding.ts'
import { type Need, needsOf, quotaFinding } from './needs.ts'

/** The first quota that fits, of pages. */
async function fitting(
  pages: AsyncIterable<{ readonly Quotas?: readonly ServiceQuota[] | undefined }>,
  { name }: Need,
): Promise<number | undefined> {
  for await (const { Quotas = [] } of pages)
    for (const { QuotaName = '', Value } of Quotas) if (name.test(QuotaName)) return Value
  return undefined
}

/** What the account has of a quota: its own value, else that of all accounts; undefined where there is none of the name. */
async function quotaOf(client: ServiceQuotasClient, need: Need): Promise<number | undefined> {
  const of = { ServiceCode: need.service }
  const own = fitting(paginateListServiceQuotas({ client }, of), need)
  return (
    (await asked('servicequotas:ListServiceQuotas', need.service, own)) ??
    asked(
      'servicequotas:ListAWSDefaultServiceQuotas',
      need.service,
      fitting(paginateListAWSDefaultServiceQuotas({ client }, of), need),
    )
  )
}

/** Whether the quotas of the account will do for a deployment. */
export async function quotaFindings(deployment: Deployment): Promise<readonly Finding[]> {
  const client = new ServiceQuotasClient({ region: deployment.region })
  const looks = needsOf(deployment).map(need =>
    checked(`quota ${need.service}`, async () => quotaFinding(need, await quotaOf(client, need))),
  )
  return (await Promise.all(looks)).flat()
}
