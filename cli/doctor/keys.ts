import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Deployment } from '../../infra/config.ts'
import { type KeyStatement, type KeyUse, keyUses } from '../../infra/key-policy.ts'
import { nameOf, type PartName } from '../../infra/names.ts'
import { asked } from '../../lake/aws/failure.ts'
import { keyArnOf } from '../deployment/stack-resources.ts'
import { checked, type Finding } from './finding.ts'

type Texts = string | readonly string[]

/** A statement of a policy, as anybody may have written it. */
interface Statement {
  readonly Effect: string
  readonly Principal?: '*' | Readonly<Record<string, Texts>>
  readonly Action?: Texts
  readonly Resource?: Texts
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>>>>
}

const listed = (texts: Texts = []): readonly string[] => (typeof texts === 'string' ? [texts] : texts)

/** Whether an action is among some that may have stars. */
const isAmong = (action: string, patterns: readonly string[]): boolean =>
  patterns.some(pattern =>
    pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action,
  )

function isFor({ Principal = {} }: Statement, needed: KeyStatement['Principal']): boolean {
  if (Principal === '*') return true
  return Object.entries(needed).every(([kind, name]) => {
    const of = listed(Principal[kind])
    return of.includes(name) || of.includes('*')
  })
}

/** Whether a statement lets in whom another has to, for all that it has to, and on no condition that the other does not have. */
function covers(statement: Statement, needed: KeyStatement): boolean {
  const { Effect, Action, Resource, Condition = {} } = statement
  return (
    Effect === 'Allow' &&
    isFor(statement, needed.Principal) &&
    needed.Action.every(action => isAmong(action, listed(Action))) &&
    listed(Resource).includes('*') &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => {
        const wanted = needed.Condition?.[operator]?.[key]
        return wanted !== undefined && listed(values).includes(wanted)
      }),
    )
  )
}

/** The policy of a key, against whom it has to let in. */
function policyFinding(
  check: string,
  keyArn: string,
  statements: readonly Statement[],
  uses: readonly KeyUse[],
): Finding {
  const missing = uses.filter(({ statement }) => !statements.some(each => covers(each, statement)))
  const denies = statements.filter(
    ({ Effect, Action }) =>
      Effect === 'Deny' &&
      uses.some(({ statement }) => statement.Action.some(a => isAmong(a, listed(Action)))),
  )
  if (missing.length === 0 && denies.length === 0)
    return { check, verdict: 'ok', found: `${keyArn} lets in all ${uses.length} that it has to` }
  const found = [
    ...missing.map(({ user }) => `${keyArn} does not let in ${user}`),
    ...denies.map(deny => `${keyArn} denies, and it was not looked whom: ${JSON.stringify(deny)}`),
  ]
  const lacking = missing.map(({ statement }) => JSON.stringify(statement))
  return {
    ...{ check, verdict: 'warning', found: found.join('\n') },
    remedy:
      lacking.length === 0
        ? 'see that nobody of these is denied it'
        : `deploy, where the deployment was changed since; else have the drift reverted (npx cdk deploy --revert-drift), or add to its policy: ${lacking.join(', ')}`,
  }
}

/** Whether the keys of a deployment let in whom no policy of a role can: services, and Connect's own role. */
export async function keyFindings(deployment: Deployment): Promise<readonly Finding[]> {
  const client = new KMSClient({ region: deployment.region })
  const looks = Object.entries(keyUses(deployment)).map(([part, uses]) => {
    const check = `key of ${part}`
    return checked(check, async () => {
      const KeyId = await keyArnOf(deployment, part as PartName)
      if (KeyId === undefined)
        return { check, verdict: 'ok', found: `none yet: there is no stack ${nameOf(deployment, part)}` }
      const policy = client.send(new GetKeyPolicyCommand({ KeyId }))
      const { Policy = '{}' } = await asked('kms:GetKeyPolicy', KeyId, policy)
      const { Statement = [] } = JSON.parse(Policy) as { readonly Statement?: readonly Statement[] }
      return policyFinding(check, KeyId, Statement, uses)
    })
  })
  return (await Promise.all(looks)).flat()
}
