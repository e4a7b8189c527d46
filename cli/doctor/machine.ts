import type { Deployment } from '../../infra/config.ts'
import { longestNames } from '../../infra/names.ts'
import type { Finding } from './finding.ts'

/** The oldest that runs this package, and the oldest that gets fixes. */
const OLDEST = [20, 19] as const
const MAINTAINED = 22

/** Whether this Node will do. @param version as `process.versions.node` has it */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const found = { check: 'node', found: version }
  const remedy = `install Node ${MAINTAINED} or later`
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    return { ...found, verdict: 'failed', remedy }
  if (major < MAINTAINED)
    return { ...found, verdict: 'warning', found: `${version}, which gets no fixes any more`, remedy }
  return { ...found, verdict: 'ok' }
}

/** What is deployed, of a file that is valid. */
export const deploymentFinding = (
  file: string,
  { environment, account, region, instances }: Deployment,
): Finding => ({
  ...{ check: 'deployment', verdict: 'ok' },
  found: `${file}: ${environment}, account ${account}, ${region}, ${instances.map(({ alias }) => alias).join(', ')}`,
})

/** How near the names of a deployment come to what services take: the one that is nearest. */
export function nameFinding(deployment: Deployment): Finding {
  const [nearest] = [...longestNames(deployment)].sort(
    (a, b) => a.most - a.name.length - (b.most - b.name.length),
  )
  const { name = '', most, of } = nearest ?? {}
  return { check: 'names', verdict: 'ok', found: `${name}: ${name.length} of ${most} characters, for ${of}` }
}
