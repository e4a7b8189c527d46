import { existsSync } from 'node:fs'
import { type Deployment, readDeployment } from '../../infra/config.ts'
import type { Config } from '../config.ts'
import { typesOf, withAssembly } from '../deployment/assembly.ts'
import { type Checkout, checkoutAt } from '../deployment/checkout.ts'
import { missingCode } from '../deployment/code.ts'
import { checked, type Finding, notChecked } from './finding.ts'
import { deploymentFinding, nameFinding, nodeFinding } from './machine.ts'
import { placeFindings } from './places.ts'
import { templateFindings } from './templates.ts'

/** What can be told of a deployment without asking anybody. */
export interface Offline {
  readonly findings: readonly Finding[]
  /** Undefined where its file is not valid. */
  readonly deployment: Deployment | undefined
  /** Undefined where there is none. */
  readonly checkout: Checkout | undefined
}

/** @param file that says what is deployed @param folder of the checkout, unless it is that of this program */
export async function offline(file: string, folder: string | undefined): Promise<Offline> {
  let deployment: Deployment | undefined
  let checkout: Checkout | undefined
  const findings = [
    nodeFinding(process.versions.node),
    ...(await checked('deployment', () => {
      deployment = readDeployment(file)
      return [deploymentFinding(file, deployment), nameFinding(deployment)]
    })),
    ...(await checked('checkout', () => {
      checkout = checkoutAt(folder)
      return { check: 'checkout', verdict: 'ok', found: checkout.root }
    })),
  ]
  return { findings, deployment, checkout }
}

/** What can be told of templates. */
interface LookedAt {
  readonly findings: readonly Finding[]
  /** Of their resources; undefined where nothing was synthesised. */
  readonly types?: readonly string[]
}

/** The sizes of the templates, and what is in them, which takes a quarter of a minute. */
export async function templates(file: string, { deployment, checkout }: Offline): Promise<LookedAt> {
  const check = 'template'
  if (!deployment || !checkout) return { findings: [notChecked(check, 'nothing can be synthesised')] }
  const missing = missingCode(checkout)
  if (missing.length > 0)
    return {
      findings: [
        notChecked(
          check,
          `the code that is to be deployed is not made: ${missing.join(', ')}`,
          'connect-lake deploy --dry-run makes it',
        ),
      ],
    }
  let types: readonly string[] | undefined
  const findings = await checked(check, () =>
    withAssembly(checkout, file, false, async assembly => {
      types = typesOf(assembly)
      return templateFindings(assembly.stacks)
    }),
  )
  return { findings, ...(types && { types }) }
}

/** What a configuration says, and what of it can be looked at here. */
export async function configurationFindings(
  file: string,
  settle: () => Config,
): Promise<{ readonly findings: readonly Finding[]; readonly config: Config | undefined }> {
  let config: Config | undefined
  const check = 'configuration'
  const valid = await checked(check, () => {
    config = settle()
    return existsSync(file)
      ? { check, verdict: 'ok', found: file }
      : notChecked(check, `there is no ${file}: all is as it is by default`)
  })
  return { config, findings: [...valid, ...(config ? await placeFindings(config, 'here') : [])] }
}
